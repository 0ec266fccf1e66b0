"""The case as submitted: who transfers what to whom, by which way, for which use.

Knows: parties, items, legs, end use, undertakings, documents and the facts that assessors assert
(FollowTheMoney schema and property names for parties, so that such data drops in); and the
history values that later cases are compared with. Refuses to know any law, any list, and, once a
request is taken in, any identity: a stored dossier carries an `IdentityRef` where the name was.

Serves Arms Trade Treaty Art. 2(2) (activities that are a transfer), Art. 8 and Common Position
2008/944 Art. 5 (what must be known of the end use).
"""
