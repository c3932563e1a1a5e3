"""The graph model for conflict resolution: moves, preference, stability, and how events run from there."""
