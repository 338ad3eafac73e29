"""The contract of the phones: cut out of the application's document, committed beside, compared by a test."""

import json
from pathlib import Path
from typing import Any

COMMITTED = Path(__file__).with_name("mobile.json")
PREFIX = "/api/mobile/"


def contract_of(document: dict[str, Any]) -> dict[str, Any]:
    """Return the part of an OpenAPI document that is about phones, with every component it refers to."""
    paths = {path: item for path, item in document["paths"].items() if path.startswith(PREFIX)}
    tags = {tag for item in paths.values() for each in item.values() for tag in _tags(each)}
    components = document["components"]
    return {
        "openapi": document["openapi"],
        "info": {**document["info"], "title": "Roundsman mobile API"},
        "tags": [tag for tag in document.get("tags", []) if tag["name"] in tags],
        "paths": paths,
        "components": {
            "schemas": _needed(paths, components.get("schemas", {}), "schemas"),
            "responses": _needed(paths, components.get("responses", {}), "responses"),
            "securitySchemes": {"phone": components["securitySchemes"]["phone"]},
        },
    }


def written(contract: dict[str, Any]) -> str:
    """Return the text of the committed file."""
    return json.dumps(contract, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _tags(operation: object) -> list[str]:
    return operation.get("tags", []) if isinstance(operation, dict) else []


def _needed(paths: dict[str, Any], parts: dict[str, Any], section: str) -> dict[str, Any]:
    """Return the parts that the paths refer to, also through one another."""
    found: dict[str, Any] = {}
    text = json.dumps(paths)
    if section == "schemas":
        text += '"#/components/schemas/Problem"'
    while True:
        new = {name: part for name, part in parts.items() if name not in found and _names(text, section, name)}
        if not new:
            return dict(sorted(found.items()))
        found |= new
        text = json.dumps(new)


def _names(text: str, section: str, name: str) -> bool:
    return f'"#/components/{section}/{name}"' in text
