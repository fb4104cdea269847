"""Doors of bulk work."""
