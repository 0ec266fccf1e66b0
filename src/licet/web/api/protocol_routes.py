"""Every route at the site's root, registered by being imported."""

from licet.web.api import match, reconcile
from licet.web.api.protocols import protocols

__all__ = ["match", "protocols", "reconcile"]
