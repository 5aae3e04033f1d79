"""Readers of files from outside; each turns one format into plain values."""
