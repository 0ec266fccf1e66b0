"""People who sign in: who they are, what they may act as, and how they prove it.

Knows: accounts, roles, clearance, second factors, and the sign-in links of the demonstration.
Refuses to know what any role may do: that is `licet.access`, which gets an `Actor`.
"""
