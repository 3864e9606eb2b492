"""Checks data against a JSON schema: the few words of the language that the tests' schemas use, and no others."""

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
KNOWN = {
    "$ref",
    "anyOf",
    "type",
    "properties",
    "required",
    "items",
    "pattern",
    "format",
    "additionalProperties",
}
SAID = {"title", "description", "default", "minimum", "maximum"}
"""Words that tell people something, or that no test needs checked."""


def faults(data: Any, schema: Any, root: Any, place: str = "") -> Iterator[str]:
    """What is wrong, each with its place; a schema with a word that is not known here is a fault too."""
    if unknown := set(schema) - KNOWN - SAID:
        yield f"{place}: cannot check {sorted(unknown)}"
    if "$ref" in schema:
        yield from faults(data, looked_up(schema["$ref"], root), root, place)
    elif "anyOf" in schema:
        if all(list(faults(data, option, root, place)) for option in schema["anyOf"]):
            yield f"{place}: {data!r} fits none"
    elif not isinstance(data, types_of(schema)):
        yield f"{place}: {data!r} is no {schema['type']}"
    elif isinstance(data, str):
        if not re.search(schema.get("pattern", ""), data):
            yield f"{place}: {data!r} does not match"
        if schema.get("format") == "uri" and not re.match(r"https?://\S+$", data):
            yield f"{place}: {data!r} is no address"
    else:
        yield from faults_within(data, schema, root, place)


def types_of(schema: Any) -> tuple[type, ...]:
    """The types that the schema allows; all when it names none."""
    names = schema.get("type", list(TYPES))
    return tuple(TYPES[name] for name in ([names] if isinstance(names, str) else names))


def faults_within(data: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    """The faults of the items of a list and of the values of an object."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from faults(item, schema.get("items", {}), root, f"{place}/{number}")
    if isinstance(data, dict):
        yield from (f"{place}: lacks {name}" for name in schema.get("required", []) if name not in data)
        others = schema.get("additionalProperties", {})
        for name, value in data.items():
            inner = schema.get("properties", {}).get(name, others)
            yield from faults(value, inner if isinstance(inner, dict) else {}, root, f"{place}/{name}")


def looked_up(reference: str, root: Any) -> Any:
    """What a reference within the document leads to. Raises KeyError when it leads nowhere."""
    for name in reference.removeprefix("#/").split("/"):
        root = root[name]
    return root
