"""What an analyst wrote: from a text to records with places, what is valid, and the feasible states."""
