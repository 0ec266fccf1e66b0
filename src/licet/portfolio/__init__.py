"""What may be offered to whom: a request's items against the designations of an authority's portfolio.

Knows: designations in force on a day, by item, variant, state, end user, quantity and condition.
Refuses to know whether a transfer is lawful (`law`) and what may be shown to whom (`disclosure`): an
item outside the portfolio is referred, never refused, and an item inside it is not thereby permitted.
"""
