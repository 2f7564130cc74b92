"""Findings to text: one file a format, all from the one list of diagnostics."""
