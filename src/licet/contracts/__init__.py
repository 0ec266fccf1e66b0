"""Contracts of sale and purchase: what was agreed, how far it has come, and what must be in hand before it may go on.

Knows the stages and what evidence each asks for, the terms of a contract, its history as events, and its form as Open
Contracting releases. Refuses to know names (a partner is an id and a state), who may do what, the present day, and whether a
transfer is permitted: an implementation of a sale asks for the authorisation, it never is one.
"""
