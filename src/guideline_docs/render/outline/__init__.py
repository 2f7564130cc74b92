"""The tree of a guideline in the formats of ``outline``: one file each."""
