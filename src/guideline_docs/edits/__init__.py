"""What changes the sources: each makes a patch, which is tried and shown before it is written."""
