"""What people can do with a project, with a window or without."""
