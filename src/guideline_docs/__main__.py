"""``python -m guideline_docs``."""

from guideline_docs.cli.app import main

if __name__ == "__main__":
    main()
