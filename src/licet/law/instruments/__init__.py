"""The instruments, one module each; every article a function named for it, from a case to a proof.

A function reads facts only through the case, cites nothing (the citation stands in the dated
criteria table beside the article's id) and never turns silence into an answer.
"""
