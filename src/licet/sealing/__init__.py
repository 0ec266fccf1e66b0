"""Envelopes for what names a party: fields sealed under the party's own key, and that key under the workspace's.

Knows: how a data key is wrapped, how a field is sealed so that it opens only in its own place, and
how a digest is made that nobody can guess from. Refuses to know where keys lie, who may open what,
and whence chance comes: keys and random bytes are arguments.

Serves confidentiality of applicants (and its limit: sealing keeps a name from readers without need
to know, never from screening, oversight or courts) and erasure: a destroyed key takes every copy of
the sealed bytes with it, backups included.
"""
