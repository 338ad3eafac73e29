"""Answers for the desk's screens: find the caller's scope, read once, hand over."""
