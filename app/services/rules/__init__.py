"""A company's rules: rows with the day they begin and their source, read by planning and staffing, set at the desk."""
