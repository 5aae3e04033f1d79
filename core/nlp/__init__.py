"""What the machine can know: names, statements, events and topics, behind one door to spaCy."""
