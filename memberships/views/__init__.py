"""What answers each address of the counter."""
