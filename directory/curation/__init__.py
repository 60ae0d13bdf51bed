"""Curation: the editors' room. Forms, imports, duplicates, link checks, what waits for an editor, publishing."""
