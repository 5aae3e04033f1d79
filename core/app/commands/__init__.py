"""One command a gesture: frozen values that plan changes and never write."""
