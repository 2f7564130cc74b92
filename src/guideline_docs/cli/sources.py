"""What a command reads where nothing is named."""

from __future__ import annotations

from pathlib import Path


def default_path() -> str:
    """``sources``; or this folder, for those who stand in it."""
    if not Path("sources").exists() and Path("guideline.toml").is_file():
        return "."
    return "sources"
