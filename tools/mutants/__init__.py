"""Tries the tests of the law: changes one threshold, operator or date at a time and sees whether a test fails.

    python -m tools.mutants src/licet/law/alike.py …     some modules; all of the law, assessment and classification if left out
    python -m tools.mutants --list                       how many changes there are in each

What only puts an answer into words (sentences, and functions that give a text) is left as it is.
A change that no test sees is a survivor: it gets a test, or an entry in `tests/mutants.toml` that says
why it cannot change an answer. Ends with status 1 while a survivor is in neither state.
"""
