"""Word documents, by lxml over the parts of the package."""
