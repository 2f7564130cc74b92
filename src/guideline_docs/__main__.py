"""``python -m guideline_docs``."""

from guideline_docs.cli.app import run

if __name__ == "__main__":
    run()
