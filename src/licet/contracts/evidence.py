"""Evidence: what is in hand, of which kind, from where, and the document's digest where one was kept."""

import datetime as dt

import msgspec

from licet.encoding.reading import DigestText, Name, Text


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence. `kind` is a word of the stages (`signed_contract`), or any other."""

    kind: Name
    source: Text
    on: dt.date
    document: DigestText | None = None
