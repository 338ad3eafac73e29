"""Everything outside the database: road networks, files, messages. Each gateway fulfils a port of the services."""
