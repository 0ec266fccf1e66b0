"""Pages by which anybody can check the house: how the log stands, receipts out of it, and who may do what to a case."""
