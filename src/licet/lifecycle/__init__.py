"""How anything moves from state to state, and how that is written down for good.

Knows: the event envelope and its chain, the types of `decide` and `evolve`, the fold, and the one
transition table of the project with its guards as data. Refuses to know what any event means, who
may cause it, what time it is, and where events are kept: ids and instants come as arguments.

Serves the duty to keep records of every authorisation (Arms Trade Treaty Art. 12) in such a way
that a later reader can replay and check them.
"""
