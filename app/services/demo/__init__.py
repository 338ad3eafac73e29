"""The main job on a real city: take a map in, invent what it does not say, plan a year, a month and its days."""
