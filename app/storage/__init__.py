"""PostgreSQL with PostGIS: tables, repositories, unit of work and read models."""
