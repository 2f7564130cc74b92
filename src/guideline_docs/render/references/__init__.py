"""Who refers to what in the formats of ``refs``: one file each."""
