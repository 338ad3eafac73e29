"""Details are said in the reader's language: no bare code, no ISO date."""

import re

from app.domain.sentences import sentence
from app.domain.spoken import CERTIFICATES, PROFILES, spoken
from app.settings import CHECKOUT
from planner.plan import Cure

CODES = CHECKOUT / "app" / "frontend" / "desk" / "src" / "i18n" / "codes.ts"


def test_certificates_days_and_weeks_are_said_by_name() -> None:
    """A shortage's way out, as a manager reads it (S9.7)."""
    details = {
        "technicians": "Aalto, Berg", "certificates": "gas_inspection, welding", "starts_on": "2026-11-30", "count": 2,
    }  # fmt: skip
    said = sentence(Cure(kind="certify_technicians", minutes=60.0, details=details))
    assert said.zh == "2026年11月30日 前为 Aalto、Berg 培训取证 燃气安检员证、welding"
    assert said.en == "Train and certify Aalto, Berg for Gas inspection, welding by 30 Nov 2026"
    weeks = {"weeks": "2026-11-30..2026-12-06 13.75 h, 2026-12-07..2026-12-20 2 h"}
    assert spoken(weeks, chinese=True)["weeks"] == "11月30日至12月6日 13.75 小时、12月7日至12月20日 每周 2 小时"
    assert spoken(weeks, chinese=False)["weeks"] == "30 Nov to 6 Dec: 13.75 h, 7 Dec to 20 Dec: 2 h a week"


def test_what_is_none_of_these_stays_as_it_is() -> None:
    """Names with commas, numbers, and days that are none."""
    details = {"name": "Smith, J", "minutes": 3, "on": "2026-02-31", "profile": "mule"}
    assert spoken(details, chinese=True) == details


def test_the_desk_calls_certificates_and_means_of_travel_the_same() -> None:
    """Two places, one name; English means of travel begin with a capital where they stand alone."""
    found = re.findall(r"(\w+): \['([^']+)', '([^']+)'\]", CODES.read_text(encoding="utf-8"))
    at_the_desk = {code: (zh, en) for code, zh, en in found}
    assert {code: at_the_desk.get(code) for code in CERTIFICATES} == CERTIFICATES
    assert {code: at_the_desk[code][0] for code in PROFILES} == {code: zh for code, (zh, _) in PROFILES.items()}
