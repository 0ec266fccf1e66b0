"""The one place of the site that picks adapters."""

import atexit
import dataclasses
from functools import lru_cache

from django.conf import settings

from licet.services.desk import Desk
from licet.storage.apart import ProcessApart
from licet.storage.wiring import open_desk


@lru_cache(maxsize=1)
def desk() -> Desk:
    """The adapters of this site's workspace, made once a process. Names are screened in a process of their own."""
    made = open_desk(settings.WORKSPACE)
    apart = ProcessApart(keys=settings.WORKSPACE / "keys", library=settings.WORKSPACE / "library")
    atexit.register(apart.close)
    return dataclasses.replace(made, apart=apart)
