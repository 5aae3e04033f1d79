"""The store: rows and journal in SQLite or PostgreSQL, behind one class."""
