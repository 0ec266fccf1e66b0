"""What may be offered to whom, for applicants and officers alike, each up to their clearance."""
