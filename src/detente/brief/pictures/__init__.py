"""Pictures of the brief, as vector graphics that are labelled directly and read in black and white."""
