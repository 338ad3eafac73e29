"""The quarterly plan: a view of the year with an approval of its own (S4.2)."""
