"""A Merkle log over bytes and booleans: leaves, checkpoints, proofs, claims, and how a stranger checks them.

Knows: RFC 6962 trees, tiles, signed notes, cosignatures and policies as C2SP writes them, a leaf of
thirty-two salted slots, and claims over every leaf of a range. Refuses to know what an event is, where
bytes lie, and what time it is: keys, instants and chance come as arguments.

The modules that a verifier needs use the standard library alone, since they are also put together
into one file that runs without Licet (`tools/verify`). That is why their values are named tuples.
"""
