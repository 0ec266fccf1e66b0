"""Open Contracting packages checked and merged with the libraries of that trade, offline.

The schemas are those of the standard, shipped; their absolute addresses are looked up here and nowhere else.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.resources import files
from typing import Any

import ocdsmerge
from jsonschema import Draft4Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT4

from licet.encoding.faults import Fault, shown

ADDRESS = "https://standard.open-contracting.org/schema/1__1__5/"
NAMES = ("release-schema", "release-package-schema", "record-package-schema", "versioned-release-validation-schema")
MOST = 50
"""Nobody mends more faults at once."""


class OpenContracting1_1:  # noqa: N801 - the version is part of what it is
    """Release and record packages of OCDS 1.1.5."""

    def faults(self, package: Any) -> tuple[Fault, ...]:
        """What is wrong with a release or record package; none where it is valid."""
        if isinstance(package, dict) and "records" in package:
            return self._faults(self._validators["record-package-schema"], package, "")
        found = list(self._faults(self._frame, package, ""))
        releases = package.get("releases") if isinstance(package, dict) else None
        seen: dict[str, int] = {}
        for index, release in enumerate(releases if isinstance(releases, list) else ()):
            where = f"releases[{index}]"
            found += self._faults(self._validators["release-schema"], release, where)
            twin = seen.setdefault(json.dumps(release, sort_keys=True, default=str), index)
            if twin != index:
                found.append(Fault(where, f"is the same as releases[{twin}]; a release stands once"))
            if len(found) >= MOST:
                break
        return tuple(found[:MOST])

    def compiled(self, releases: Sequence[Any]) -> Any:
        """The releases of one process merged into how it stands; raises `ValueError` for what cannot be merged."""
        return self._merged(releases, versioned=False)

    def versioned(self, releases: Sequence[Any]) -> Any:
        """The releases of one process merged with the history of every field; raises `ValueError` as above."""
        return self._merged(releases, versioned=True)

    def _merged(self, releases: Sequence[Any], *, versioned: bool) -> Any:
        merge = self._merger.create_versioned_release if versioned else self._merger.create_compiled_release
        try:
            return merge(releases)
        except (ocdsmerge.exceptions.OCDSMergeError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"cannot be merged: {error}") from error

    def _faults(self, validator: Any, value: Any, where: str) -> tuple[Fault, ...]:
        found = []
        for error in validator.iter_errors(value):
            found += [Fault(f"{where}{_path(one)}".removeprefix("."), _said(one)) for one in _deepest(error)]
            if len(found) >= MOST:
                break
        return tuple(dict.fromkeys(found[:MOST]))

    @cached_property
    def _schemas(self) -> dict[str, Any]:
        folder = files("licet") / "bundled" / "ocds"
        return {name: json.loads((folder / f"{name}.json").read_bytes()) for name in NAMES}

    @cached_property
    def _validators(self) -> dict[str, Any]:
        registry: Any = Registry().with_resources(
            (f"{ADDRESS}{name}.json", DRAFT4.create_resource(schema)) for name, schema in self._schemas.items()
        )
        return {name: Draft4Validator(schema, registry=registry) for name, schema in self._schemas.items()}

    @cached_property
    def _frame(self) -> Any:
        """A release package apart from its releases, each of which is checked by itself: all at once they are compared pair by pair."""
        schema = self._schemas["release-package-schema"]
        alone = {key: rule for key, rule in schema["properties"]["releases"].items() if key not in ("items", "uniqueItems")}
        return Draft4Validator({**schema, "properties": {**schema["properties"], "releases": alone}})

    @cached_property
    def _merger(self) -> Any:
        return ocdsmerge.Merger(self._schemas["release-schema"])


def _deepest(error: ValidationError) -> Iterator[ValidationError]:
    """The faults that a person can mend: of alternatives, those of the one that fits best."""
    if not error.context:
        yield error
        return
    alternatives: dict[Any, list[ValidationError]] = {}
    for one in error.context:
        alternatives.setdefault(one.schema_path[0], []).append(one)
    for one in min(alternatives.values(), key=len):
        yield from _deepest(one)


def _path(error: ValidationError) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{shown(part)}" for part in error.absolute_path)


def _said(error: ValidationError) -> str:
    message = error.message if len(error.message) <= 160 else f"{error.message[:159]}…"
    return f"does not fit the standard: {message}"
