"""Meaning to words: what a document says, as finished strings in reading order."""
