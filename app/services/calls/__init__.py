"""Calls about something new: taken, listed, withdrawn (S9.9, S9.4)."""
