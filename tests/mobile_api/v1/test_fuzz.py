"""Whatever is sent, the answer is one of the contract and never a failure of ours (R61)."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mobile_api.openapi import contract_of
from tests.fakes.field_company import FieldCompany
from tests.mobile_api.conftest import Enrolled

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)
KINDS = ("visit_started", "visit_completed", "no_access", "meter_check", "hazard_found", "photo_added")
NAMES = (
    "record_id", "form_key", "form_version", "answers", "started_at", "place", "expected_photos", "reason", "check_id",
    "meter_id", "condition", "seal", "leak", "reading", "hazard_id", "kind", "grade", "photo_id", "sha256", "byte_size",
)  # fmt: skip


def test_every_route_answers_as_the_contract_says(app: Flask, enrolled: Enrolled) -> None:
    phone = enrolled("wang")
    contract = contract_of(app.test_client().get("/api/openapi.json").get_json())
    schema = schemathesis.openapi.from_dict(contract)
    schema.app = app
    for result in schema.get_all_operations():
        operation: Any = result.ok()
        if operation.method == "delete":
            continue

        @settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def sent(case: Any) -> None:
            response = case.call(headers=phone.signed())
            assert response.status_code < 500, response.text

        sent()


@pytest.mark.parametrize("kind", KINDS)
def test_any_body_of_an_operation_has_an_answer(enrolled: Enrolled, company: FieldCompany, kind: str) -> None:
    """Nothing that a phone may write is a defect of ours."""
    phone, visit = enrolled("li"), str(company.visits["li"][0])

    @settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(body=st.dictionaries(st.sampled_from(NAMES), JSON) | JSON)
    def sent(body: Any) -> None:
        phone.note(kind, visit, body)
        for told in phone.push():
            assert told["result"] in {"applied", "needs_office", "conflict"}
            assert told["answer"].get("error", {}).get("code") != "internal", body

    sent()
