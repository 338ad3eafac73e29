"""Shapes on the wire; never those of the tables."""
