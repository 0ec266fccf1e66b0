"""Why something is not believed: because a proof fails, or because it cannot even be read."""


class Unproved(Exception):
    """A proof does not hold; the sentence says which part of it."""


class Unreadable(Exception):
    """Bytes that are no file of this kind at all; the sentence says where they go wrong."""
