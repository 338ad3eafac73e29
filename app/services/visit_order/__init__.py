"""Visits that must come after another one: entered at the desk or by a list, obeyed by every plan."""
