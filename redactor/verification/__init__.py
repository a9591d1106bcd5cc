"""The independent check of a written copy."""
