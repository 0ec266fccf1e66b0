"""The pipeline from a dossier to a reasoned, replayable opinion.

Knows: the order of screening, classification and law, what an opinion names by digest, and how to
rerun one. Refuses to read a clock, a disk or a database: every input comes as a value.
"""
