"""`licet screen` and `licet compare`."""
