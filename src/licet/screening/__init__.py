"""Parties against lists: who in a transfer may be a listed party, with the evidence for and against.

Knows: names in many scripts, birth dates, countries, identifiers, ownership. Refuses to know what
a match does in law (`law`), and never drops a party, an alias or an owner to save time.
"""
