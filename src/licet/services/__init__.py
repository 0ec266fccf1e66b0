"""Use cases: load everything, decide in the core, write once. One module a use case.

`ports` says what they need of the world; `desk` holds one adapter for each; shells call exactly
one service for each thing a person or a program asks for.
"""
