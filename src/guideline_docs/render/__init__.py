"""Looks: views and templates to the bytes of a document.

Nothing is decided here that a reader would call content. Heavy libraries are
imported inside the door that needs them, so that ``check`` starts fast.
"""
