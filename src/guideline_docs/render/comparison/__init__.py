"""Versions compared, in the formats of ``compare``: one file each."""
