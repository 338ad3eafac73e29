"""Who may reach what: every route of the desk by every kind of person (R42). A route without a row fails here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from app.web.desk.imports import ENDINGS, KINDS
from app.web.desk.tiles import ADDRESS
from tests.app.web.conftest import SignIn
from tests.app.web.world import World

ROLES = ("engineer", "dispatcher", "supervisor", "manager", "administrator")
OFFICE = frozenset(ROLES) - {"engineer"}
EVERYBODY = frozenset(ROLES)
LEADERS = frozenset({"supervisor", "manager"})
DECIDERS = frozenset({"manager"})
RULERS = frozenset({"manager", "administrator"})
PLANNERS = LEADERS | {"dispatcher"}
IMPORTERS = frozenset({"dispatcher", "administrator"})
PUBLIC = frozenset({"anonymous"}) | EVERYBODY


@dataclass(frozen=True, kw_only=True)
class Row:
    """`roles` get `status`; the others 403, strangers of another region `elsewhere`."""

    roles: frozenset[str]
    status: int = 200
    elsewhere: int | None = None
    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] | None = None


TILE = {"z": 14, "x": 13653, "y": 6720}
PERIOD = {"from": "2026-11-01", "until": "2026-12-01"}
# Values that begin with @ are keys of the northern world; "stranger" is a dispatcher of the south.
TABLE: dict[str, Row] = {
    "GET /": Row(roles=PUBLIC),
    "GET /<path:path>": Row(roles=PUBLIC, path={"path": "plans/today"}),
    "GET /m/": Row(roles=PUBLIC),
    "GET /m/<path:path>": Row(roles=PUBLIC, path={"path": "today"}),
    "GET /healthz": Row(roles=PUBLIC),
    "GET /api/openapi.json": Row(roles=PUBLIC),
    "GET /api/docs": Row(roles=PUBLIC),
    "GET /api/docs.css": Row(roles=PUBLIC),
    "GET /api/v1/demo": Row(roles=PUBLIC),
    "POST /login": Row(roles=PUBLIC, status=422, body={}),
    "POST /logout": Row(roles=EVERYBODY, status=204),
    "GET /api/v1/me": Row(roles=EVERYBODY),
    "GET /api/v1/units": Row(roles=EVERYBODY),
    "GET /api/v1/map": Row(roles=EVERYBODY),
    f"GET /api/v1/imports/templates/<any({KINDS}):kind>.<any({ENDINGS}):ending>": Row(
        roles=IMPORTERS, path={"kind": "customers", "ending": "csv"}
    ),
    "POST /api/v1/imports": Row(roles=IMPORTERS, status=422),
    f"GET /tiles/base/{ADDRESS}": Row(roles=PUBLIC, path=TILE),
    f"GET /tiles/customers/{ADDRESS}": Row(roles=OFFICE, path=TILE),
    f"GET /tiles/territories/{ADDRESS}": Row(roles=EVERYBODY, path=TILE),
    "GET /api/v1/days": Row(roles=OFFICE, query={"unit_id": "@N"}, elsewhere=404),
    "GET /api/v1/days/<date:on_date>/routes": Row(
        roles=OFFICE, path={"on_date": "2026-11-23"}, query={"version_id": "@version N1"}, elsewhere=404
    ),
    "GET /api/v1/visits/<uuid:visit_id>/why": Row(
        roles=OFFICE, status=409, path={"visit_id": "@visit N10"}, elsewhere=404
    ),
    "POST /api/v1/visits/<uuid:visit_id>/what-if": Row(
        roles=OFFICE,
        status=409,
        path={"visit_id": "@visit N10"},
        elsewhere=404,
        body={"kind": "move", "technician_id": "@technician N"},
    ),
    "POST /api/v1/visits/<uuid:visit_id>/move": Row(
        roles=OFFICE,
        status=409,
        path={"visit_id": "@visit N10"},
        elsewhere=404,
        body={"technician_id": "@technician N"},
    ),
    "GET /api/v1/days/<date:on_date>/spare-technicians": Row(
        roles=OFFICE, path={"on_date": "2026-11-23"}, query={"unit_id": "@N1"}, elsewhere=404
    ),
    "POST /api/v1/days/<date:on_date>/alternatives": Row(
        roles=OFFICE, path={"on_date": "2026-11-23"}, elsewhere=404, body={"unit_id": "@N1"}
    ),
    "POST /api/v1/days/<date:on_date>/replan": Row(
        roles=OFFICE,
        status=201,
        path={"on_date": "2026-11-23"},
        elsewhere=404,
        body={"unit_id": "@N1", "rung": "insert"},
    ),
    "PUT /api/v1/visits/<uuid:visit_id>/told-time": Row(
        roles=OFFICE,
        path={"visit_id": "@visit N10"},
        elsewhere=404,
        body={"at": "2026-11-23T10:30:00+08:00"},
    ),
    "DELETE /api/v1/visits/<uuid:visit_id>/told-time": Row(
        roles=OFFICE, path={"visit_id": "@visit N10"}, elsewhere=404
    ),
    "GET /api/v1/call-kinds": Row(roles=OFFICE, query={"unit_id": "@N1"}, elsewhere=404),
    "GET /api/v1/calls": Row(roles=OFFICE, query={"unit_id": "@N1"}, elsewhere=404),
    "POST /api/v1/calls": Row(
        roles=OFFICE,
        status=422,
        elsewhere=404,
        body={
            "id": "@customer N1",
            "customer_id": "@customer N0",
            "kind": "repair",
            "on": "2026-11-23",
            "earliest": "09:00",
            "latest": "15:00",
            "service_s": 1_800,
        },
    ),
    "POST /api/v1/calls/<uuid:call_id>/withdraw": Row(
        roles=OFFICE, status=404, path={"call_id": "@duty N0"}, elsewhere=404, body={"reason": "by mistake"}
    ),
    "GET /api/v1/unplanned": Row(roles=OFFICE, query={"version_id": "@version N1"}, elsewhere=404),
    "GET /api/v1/shortages": Row(roles=OFFICE, query={"unit_id": "@N"}, elsewhere=404),
    "GET /api/v1/coverage": Row(roles=OFFICE, query={"unit_id": "@N1", **PERIOD}, elsewhere=404),
    "GET /api/v1/plans": Row(roles=OFFICE, query={"unit_id": "@N"}, elsewhere=404),
    "POST /api/v1/plan-versions/<uuid:version_id>/approve": Row(
        roles=LEADERS, status=409, path={"version_id": "@version N1"}, elsewhere=403
    ),
    "POST /api/v1/plan-versions/<uuid:version_id>/renew": Row(
        roles=OFFICE, status=409, path={"version_id": "@version N1"}, elsewhere=404
    ),
    "POST /api/v1/plan-versions/<uuid:version_id>/publish": Row(
        roles=PLANNERS, status=409, path={"version_id": "@version N1"}, elsewhere=404
    ),
    "POST /api/v1/plan-versions/<uuid:version_id>/discard": Row(
        roles=PLANNERS, status=409, path={"version_id": "@version N1"}, elsewhere=404
    ),
    "GET /api/v1/plan-runs": Row(roles=OFFICE, query={"unit_id": "@N"}, elsewhere=404),
    "POST /api/v1/plan-runs": Row(
        roles=OFFICE,
        status=202,
        elsewhere=404,
        body={"level": "day", "unit_id": "@N", "period_start": "2026-11-24"},
    ),
    "GET /api/v1/plan-runs/<uuid:run_id>": Row(roles=OFFICE, path={"run_id": "@run N"}, elsewhere=404),
    "POST /api/v1/plan-runs/<uuid:run_id>/cancel": Row(
        roles=OFFICE, status=409, path={"run_id": "@run N"}, elsewhere=404
    ),
    "GET /api/v1/quarters": Row(roles=OFFICE, query={"unit_id": "@N", "on": "2026-11-23"}, elsewhere=404),
    "POST /api/v1/quarters": Row(roles=LEADERS, status=409, body={"unit_id": "@N", "on": "2026-11-23"}, elsewhere=403),
    "GET /api/v1/staffing/proposals": Row(roles=LEADERS, query={"unit_id": "@N"}),
    "POST /api/v1/staffing/proposals": Row(
        roles=LEADERS, status=202, body={"unit_id": "@N", "kind": "rotation", "on": "2020-01-01"}
    ),
    "POST /api/v1/staffing/proposals/<uuid:proposal_id>/cancel": Row(
        roles=LEADERS, status=409, path={"proposal_id": "@proposal N"}
    ),
    "GET /api/v1/staffing/proposals/<uuid:proposal_id>": Row(roles=LEADERS, path={"proposal_id": "@proposal N"}),
    "POST /api/v1/staffing/proposals/<uuid:proposal_id>/submit": Row(
        roles=LEADERS, status=409, path={"proposal_id": "@proposal N"}, body={}
    ),
    "POST /api/v1/staffing/proposals/<uuid:proposal_id>/approve": Row(
        roles=DECIDERS, status=409, path={"proposal_id": "@proposal N"}, body={}
    ),
    "POST /api/v1/staffing/proposals/<uuid:proposal_id>/reject": Row(
        roles=LEADERS, status=409, path={"proposal_id": "@proposal N"}, body={}
    ),
    "GET /api/v1/staffing/facts": Row(roles=LEADERS, query={"unit_id": "@N"}),
    "POST /api/v1/staffing/facts": Row(roles=LEADERS, body={}),
    "GET /api/v1/rules": Row(roles=OFFICE, query={"unit_id": "@N"}, elsewhere=404),
    "POST /api/v1/rules": Row(roles=RULERS, status=422, body={}),
    "POST /api/v1/rules/<uuid:rule_id>/withdraw": Row(
        roles=RULERS, status=403, path={"rule_id": "@N"}, body={"unit_id": "@N"}
    ),
    "GET /api/v1/handovers": Row(roles=LEADERS, query={"unit_id": "@N"}),
    "POST /api/v1/handovers/<uuid:handover_id>/items/<int:seq>": Row(
        roles=LEADERS, path={"handover_id": "@handover N", "seq": 1}, body={"done": False}
    ),
    "POST /api/v1/handovers/<uuid:handover_id>/complete": Row(
        roles=DECIDERS, status=409, path={"handover_id": "@handover N"}
    ),
    "POST /api/v1/handovers/<uuid:handover_id>/cancel": Row(
        roles=DECIDERS, status=409, path={"handover_id": "@closed N"}
    ),
    "GET /api/v1/customers": Row(roles=OFFICE, query={"unit_id": "@N1"}, elsewhere=404),
    "GET /api/v1/photos/<uuid:photo_id>": Row(roles=OFFICE, path={"photo_id": "@photo N"}, elsewhere=404),
    "GET /api/v1/customers/<uuid:customer_id>/open-visits": Row(
        roles=OFFICE, path={"customer_id": "@customer N0"}, elsewhere=404
    ),
    "POST /api/v1/obligations/<uuid:obligation_id>/after": Row(
        roles=OFFICE, status=204, path={"obligation_id": "@duty N0"}, elsewhere=404, body={"after_id": None}
    ),
    "GET /api/v1/customers/<uuid:customer_id>": Row(roles=OFFICE, path={"customer_id": "@customer N0"}, elsewhere=404),
}


def routes_of(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Yield (key, method, endpoint) of every route but those of the phones, which have their own matrix."""
    for rule in app.url_map.iter_rules():
        if app.view_functions[rule.endpoint].__module__.split(".")[0] == "mobile_api":
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield f"{method} {rule.rule}", method, rule.endpoint


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    """A new route cannot forget to say who may call it."""
    assert {key for key, _, _ in routes_of(app)} == set(TABLE)


@pytest.mark.parametrize("key", list(TABLE))
@pytest.mark.parametrize("who", ["anonymous", *ROLES, "stranger"])
def test_a_route_lets_in_exactly_those_it_should(app: Flask, sign_in: SignIn, world: World, key: str, who: str) -> None:
    """R42: 401 for nobody, 403 for the wrong role, 404 for another region's ids."""
    row = TABLE[key]
    browser = app.test_client() if who == "anonymous" else sign_in(who)
    with ask(app, browser, world, key, who) as answer:
        assert answer.status_code == expected(row, who), answer.get_data(as_text=True)[:300]


def expected(row: Row, who: str) -> int:
    """The status that the table promises `who`."""
    if who == "stranger" and "dispatcher" in row.roles:
        return row.elsewhere or row.status
    if who == "stranger":
        return 403
    if who in row.roles:
        return row.status
    return 401 if who == "anonymous" else 403


def ask(app: Flask, browser: FlaskClient, world: World, key: str, who: str) -> Any:
    """Call the route with the row's values, with the CSRF header where it is needed."""
    row, (method, endpoint) = TABLE[key], next(found[1:] for found in routes_of(app) if found[0] == key)

    def filled(values: dict[str, Any]) -> dict[str, Any]:
        return {
            name: str(world[value[1:]]) if isinstance(value, str) and value.startswith("@") else value
            for name, value in values.items()
        }

    with app.test_request_context():
        address = url_for(endpoint, **filled(row.path))
    headers = {}
    if method != "GET" and who != "anonymous":
        headers["X-CSRF-Token"] = browser.get("/api/v1/me").get_json()["csrf_token"]
    body = None if row.body is None else filled(row.body)
    return browser.open(address, method=method, query_string=filled(row.query), json=body, headers=headers)


def test_the_same_list_holds_different_rows_in_another_region(sign_in: SignIn) -> None:
    """Without any id in the question, too."""
    for name, accounts in (("dispatcher", ["N0", "N1", "N2"]), ("stranger", ["S0", "S1", "S2"])):
        items = sign_in(name).get("/api/v1/customers").get_json()["items"]
        assert [item["external_id"] for item in items] == accounts
    for name, number in (("dispatcher", "N1"), ("stranger", "S1")):
        routes = sign_in(name).get("/api/v1/days/2026-11-23/routes").get_json()["routes"]
        assert [route["technician"]["unit_name"] for route in routes] == [f"Area {number}"]


@pytest.mark.parametrize("token", [None, "", "made up"])
def test_writing_without_the_token_of_the_session_is_refused(sign_in: SignIn, token: str | None) -> None:
    """CSRF: a cookie alone is not enough."""
    headers = {} if token is None else {"X-CSRF-Token": token}
    answer = sign_in("dispatcher").post("/logout", headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "csrf")
