"""Widgets; they show models and ask the workspace for changes."""
