"""The check of a written copy, with other libraries than the writer uses."""
