"""The API's own description laid out for people, from the same schema that programs read."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from licet.web.api.protocol_routes import protocols
from licet.web.api.routes import api


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    required: bool
    says: str


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    anchor: str
    title: str
    says: str
    tag: str
    parameters: tuple[Field, ...]
    takes: str
    answers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Shape:
    name: str
    says: str
    fields: tuple[Field, ...]


def operations() -> tuple[Operation, ...]:
    """Every operation of the API and of the other protocols spoken here, in the order of the routes."""
    found = []
    for path, methods in chain.from_iterable(one.get_openapi_schema()["paths"].items() for one in (api, protocols)):
        for method, one in methods.items():
            takes = _name(one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {}))
            found.append(
                Operation(
                    method=method.upper(),
                    path=path,
                    anchor=one["operationId"],
                    title=one.get("summary", ""),
                    says=" ".join(one.get("description", "").split()),
                    tag=(one.get("tags") or [""])[0],
                    parameters=tuple(
                        Field(
                            parameter["name"],
                            kind_of(parameter["schema"]),
                            parameter.get("required", False),
                            parameter.get("description", ""),
                        )
                        for parameter in one.get("parameters", ())
                    ),
                    takes=takes,
                    answers=tuple(
                        (
                            str(code),
                            answer.get("description", ""),
                            _name(answer.get("content", {}).get("application/json", {}).get("schema", {})),
                        )
                        for code, answer in one["responses"].items()
                    ),
                )
            )
    return tuple(found)


def shapes() -> tuple[Shape, ...]:
    """Every published shape, by name."""
    schemas = {
        name: schema for one in (api, protocols) for name, schema in one.get_openapi_schema()["components"]["schemas"].items()
    }
    return tuple(
        Shape(
            name=name,
            says=" ".join(schema.get("description", "").split()),
            fields=tuple(
                Field(field, kind_of(about), field in schema.get("required", ()), about.get("description", ""))
                for field, about in schema.get("properties", {}).items()
            ),
        )
        for name, schema in sorted(schemas.items())
    )


def kind_of(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        return _name(schema)
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(kind_of(option) for option in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema.get('items', {})) or 'anything'}"
    if schema.get("type") == "object":
        return (
            f"mapping to {kind_of(schema['additionalProperties'])}"
            if isinstance(schema.get("additionalProperties"), dict)
            else "mapping"
        )
    kind = str(schema.get("const", schema.get("type", "anything")))
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def _name(schema: dict[str, Any]) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
