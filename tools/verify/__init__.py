"""The verifier as one file that runs without Licet, put together from the modules of `licet.ledger`."""
