"""One encoding for store, journal, ledger, API and command line.

Knows: canonical bytes (RFC 8785), SHA-256 digests, shape markers, exact decimals,
dates, ISO 3166 countries, units of measure, and how to read YAML and JSON that a
stranger sent. Refuses to know what any of the bytes mean.

Import from the defining module.
"""
