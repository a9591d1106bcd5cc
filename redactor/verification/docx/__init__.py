"""The check of written Word files by zipfile and text of its own reading."""
