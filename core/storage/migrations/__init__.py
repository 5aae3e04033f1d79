"""Versions of the schema, oldest first; each is a script for Alembic."""
