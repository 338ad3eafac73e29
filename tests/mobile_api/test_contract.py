"""The contract of the phones is what the code does, and what is committed."""

import json
from typing import Any

from flask import Flask

from mobile_api.openapi import COMMITTED, contract_of, written


def document(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get("/api/openapi.json").get_json()
    return found


def test_the_committed_contract_is_that_of_the_code(app: Flask) -> None:
    """To renew it: ``roundsman phone contract --write``."""
    assert COMMITTED.read_text() == written(contract_of(document(app)))


def test_it_holds_every_route_of_the_phones_and_no_other(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/mobile/")]
    methods = {method for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    paths = json.loads(COMMITTED.read_text())["paths"]
    assert len(paths) == len({rule.rule for rule in rules})
    assert {method.upper() for item in paths.values() for method in item if method != "parameters"} == methods


def test_every_reference_leads_somewhere() -> None:
    contract = json.loads(COMMITTED.read_text())
    text = json.dumps(contract)
    for part in text.split('"#/components/')[1:]:
        section, name = part.split('"')[0].split("/")
        assert name in contract["components"][section]
