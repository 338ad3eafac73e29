"""What is promised to the desk front end and to other systems is what the code does."""

import json
from typing import Any

import pytest

from app.web.openapi import FILE, described

DOCUMENT: dict[str, Any] = json.loads(described())
OPERATIONS = [
    (path, method, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if method in {"get", "post", "put", "patch", "delete"}
]


def test_the_committed_document_is_that_of_the_code() -> None:
    """After a change of the API run ``python -m app.web.openapi`` and look at the difference."""
    assert FILE.read_text(encoding="utf-8") == described()


def test_the_document_is_openapi_3_1() -> None:
    """The dialect in which null is a type."""
    assert DOCUMENT["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    ("path", "method", "operation"), OPERATIONS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_operation_says_what_it_does_and_how_it_fails(path: str, method: str, operation: dict[str, Any]) -> None:
    """A summary, a success and the common body of errors."""
    assert operation["summary"], (path, method)
    assert any(status.startswith("2") for status in operation["responses"])
    assert operation["responses"]["default"]["$ref"].endswith("DEFAULT_ERROR")
