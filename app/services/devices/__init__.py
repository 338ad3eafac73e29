"""Phones: enrolled by a one-use code, known by a key made on them, signed in by rotating tokens (reliability 3.2)."""
