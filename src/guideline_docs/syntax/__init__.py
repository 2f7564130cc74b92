"""Text to trees: total and lossless, every node with its place."""
