"""Pure work on text: canonical form, positions, words, repair of glued words, finding a quote again."""
