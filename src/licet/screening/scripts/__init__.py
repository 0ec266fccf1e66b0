"""Writing systems: for each one its letters in plain Latin ones, by tables that a reader of the script can check.

Knows: what a letter, a syllable or a written sign is in Latin letters, and which Latin spellings one unvowelled word allows.
Refuses to know how alike two names are (`likeness`), and never depends on a locale.
"""
