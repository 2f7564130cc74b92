"""Meaning to faults: every rule one function, one page, one line in the catalogue."""
