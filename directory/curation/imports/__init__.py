"""The catalogue as a table: networks with their statements and sources, out of the database and into it."""
