"""Dated editions of lists and tables: who is listed, which embargoes stand, who belongs to what.

Knows: how to turn the official bytes of each kind of file into values, what an edition is, and
which editions are in force for one assessment (a `Snapshot`). Refuses to know what any entry
means for a case. An edition is immutable and named by the digest of its content.
"""
