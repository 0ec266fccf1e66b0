"""Facts that may be unknown, and the logic that never lets an unknown pass for an answer.

Knows: a fact with its source and date, Kleene's three truth values, proof nodes that show how an
answer was reached, and missing facts as questions with who can answer them. Refuses to know what
any fact means in law.

Unknown is never permit: a false conjunct decides although another is unknown; otherwise unknown
stands, and the proof names the facts whose absence keeps it so.
"""
