"""Bytes to text: the only place that opens sources, and the places (spans) in them."""
