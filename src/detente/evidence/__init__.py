"""Evidence: what was observed, how far a report is believed, and what it does to beliefs."""
