"""The schema of the database, forwards and back; see README.md beside this file."""
