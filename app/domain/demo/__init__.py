"""The demo's inventions: whatever a city's map does not say is drawn from a seed and marked as invented."""
