"""Reading and writing of document formats."""
