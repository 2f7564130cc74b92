"""What comes back from Word and Excel, read to plain records: what was said, and where."""
