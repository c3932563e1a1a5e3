"""The sections of the page, each a pure function of what was gathered: its conclusion, then what bears it out."""
