"""Layout and connections of the windows, one file a panel."""
