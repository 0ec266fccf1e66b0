"""Licet: a reasoned, replayable opinion on a request to transfer arms or dual-use goods."""

__version__ = "0.1.0"
