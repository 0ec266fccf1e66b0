"""Use cases, one module each: load everything, decide in the core, write once.

Knows: the order of the steps of each use case and the ports it needs of the world (`ports`).
Refuses to know any rule of law or procedure, and which database or file system is behind a port.
"""
