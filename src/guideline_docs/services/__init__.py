"""What stays running: it reads a project whenever something changes, and never stops for a fault."""
