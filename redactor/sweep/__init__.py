"""Sweep: what stands in files that were published already; read-only."""
