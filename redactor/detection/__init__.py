"""Finding personal information in text."""
