"""The window: thin views over item models over the core's frozen values."""
