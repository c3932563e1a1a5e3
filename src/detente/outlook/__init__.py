"""All that needs more than one of conflict, ties and evidence: what will happen, how sure that is, what would turn it."""
