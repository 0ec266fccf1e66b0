"""The present and chance, from the machine. Nothing else asks a clock or draws a random byte."""

import datetime as dt
import secrets


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        return self.now().date()


class SystemEntropy:
    """The operating system's random bytes."""

    def bytes(self, count: int) -> bytes:
        return secrets.token_bytes(count)

    def id(self) -> str:
        return secrets.token_hex(16)
