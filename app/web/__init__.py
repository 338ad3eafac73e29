"""The desk over HTTP: API, tiles, pages."""
