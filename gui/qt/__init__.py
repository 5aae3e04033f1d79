"""Qt's clothes for the window: they translate, and decide nothing."""
