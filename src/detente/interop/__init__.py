"""Exchange with other programs: one module per foreign format and direction, and what each format can't hold."""
