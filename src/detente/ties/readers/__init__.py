"""Readers of standard data sets: one module per format, each of which says what it dropped, not only what it read."""
