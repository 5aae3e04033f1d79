"""What commands and windows may read: one coder's own view of the project, kept in step with the store."""
