"""What the windows show and what they can be asked to do; no Qt, no SQL."""
