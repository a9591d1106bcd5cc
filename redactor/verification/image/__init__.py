"""The check of written image files."""
