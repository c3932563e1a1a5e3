"""The brief: one self-contained page in which every number leads to the assumption or source behind it."""
