"""A seeded day of a region that is under way, and what can happen to it."""
