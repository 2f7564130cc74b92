"""The hands: arguments in, text out, exit status. Nothing is decided here."""
