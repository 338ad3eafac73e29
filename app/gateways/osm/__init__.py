"""OpenStreetMap extracts: read once into columns of roads, places and base map."""
