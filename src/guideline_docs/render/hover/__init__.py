"""What an editor shows under the pointer, one module a format."""
