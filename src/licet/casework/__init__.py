"""The life of a request: received, under review, withdrawn, and everything said of it on the way.

Knows: which act leads where (one printable table), and how events make the state of a case.
Refuses to assess (`assessment`), to say who may act (`access`), and to keep anything (`services`).
"""
