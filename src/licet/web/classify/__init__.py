"""Classify an item without a case: one question at a time, only those that can still change the answer. For everybody who signs in."""
