"""Adapters that satisfy `services.ports` by shape: memory, SQLite, PostgreSQL and files.

Knows: tables, transactions, locks, files and how each fails. Refuses to know any rule of law or
procedure: what is stored arrives as values and canonical bytes, and columns are derived from them.

A workspace is one directory (`workspace`): database, contents, reference library and keys.
"""
