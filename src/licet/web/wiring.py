"""The one place of the site that picks adapters."""

from functools import lru_cache

from django.conf import settings

from licet.services.desk import Desk
from licet.storage.wiring import open_desk


@lru_cache(maxsize=1)
def desk() -> Desk:
    """The adapters of this site's workspace, made once a process."""
    return open_desk(settings.WORKSPACE)
