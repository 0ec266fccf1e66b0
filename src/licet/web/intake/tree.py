"""The tree in which a request is written: the shape of the request file, as far as it is filled in."""

from typing import Any

Tree = dict[str, Any]

LARGEST_ATTACHMENT = 8 * 1024 * 1024
