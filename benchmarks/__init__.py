"""Measurements: ratios inside one run, so that they carry over between machines."""
