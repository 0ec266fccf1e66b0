"""Items against control lists: listed, not listed, or refer, with the codes and the facts that decide.

Knows: parametric entries as dated data, three-valued tests, precedence between lists, derivations
that are shown. Refuses to say "no authorisation required": catch-alls are for `law`.
"""
