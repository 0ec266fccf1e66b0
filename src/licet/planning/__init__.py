"""Can it be spared? Capacity with domestic need first, promises, procurement and completion forecasts.

Knows: items with their parts, lines with hours, ramps and stops, needs at home, contracts and offers abroad; how
to write them as linear programmes, how to turn a solver's answer into exact numbers, and how to recheck
every one of those without the solver. Refuses to know the law: whether a spared item may leave is `law`'s
question, and every promise stands under authorisation (Common Position 2008/944/CFSP Article 10: economic
interest is never evidence for a criterion).

The core builds and judges programmes; who solves them stands behind `services.ports.Solver`.
"""
