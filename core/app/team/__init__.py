"""Work on a project on a team server: joining it, and staying in step with it while one codes."""
