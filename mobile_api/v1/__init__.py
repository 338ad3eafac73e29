"""Version 1, one endpoint a file."""
