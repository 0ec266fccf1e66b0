"""Officers' pages: the list of cases, the case, its opinions."""
