"""Values and rules of the coding desk; standard library only."""
