"""Forms are data; what does not fit is flagged, never refused."""

import pytest

from app.domain.kinds import ProgrammeKind
from app.domain.visits.forms import FORMS, FieldKind, Question, doubts_about, form_for
from app.domain.visits.hazards import rectify_by
from app.domain.visits.no_access import NoAccessReason, outcome_of

WHOLE = {"access": "normal"}


def test_every_programme_has_a_form_that_is_known_by_key_and_version() -> None:
    for kind in [*ProgrammeKind, None]:
        form = form_for(kind)
        assert FORMS[form.key, form.version] is form


def test_codes_are_unique_within_a_form_and_texts_are_in_both_languages() -> None:
    for form in FORMS.values():
        codes = [question.code for question in form.questions]
        assert len(codes) == len(set(codes))
        assert all(each.zh and each.en for question in form.questions for each in (question, *question.options))


@pytest.mark.parametrize(
    ("answers", "doubts"),
    [
        (WHOLE, []),
        ({}, ["answer_missing:access"]),
        ({"access": "purple"}, ["answer_odd:access"]),
        ({"access": ["normal"]}, ["answer_odd:access"]),
        (WHOLE | {"note": 5}, ["answer_odd:note"]),
        (WHOLE | {"nobody_asked": 1}, ["answer_odd:nobody_asked"]),
    ],
)
def test_answers_are_compared_with_the_form(answers: dict[str, object], doubts: list[str]) -> None:
    assert doubts_about("meter_check", 1, answers) == doubts


def test_numbers_have_limits() -> None:
    odd = [
        each for each in doubts_about("gas_inspection", 1, {"pressure_kpa": 11, "detector_ppm": True}) if "odd" in each
    ]
    assert odd == ["answer_odd:pressure_kpa", "answer_odd:detector_ppm"]


def test_an_unknown_form_is_said_to_be_unknown() -> None:
    assert doubts_about("gas_inspection", 99, {}) == ["form_unknown"]


def test_a_choice_without_options_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="options"):
        Question(code="x", kind=FieldKind.CHOICE, zh="甲", en="x")


def test_only_a_refusal_ends_as_one() -> None:
    ends = {reason: outcome_of(reason).value for reason in NoAccessReason}
    assert [reason for reason, end in ends.items() if end == "refused"] == [NoAccessReason.REFUSED]
    assert set(ends.values()) == {"refused", "no_access"}


def test_hazards_have_a_last_day_by_grade() -> None:
    from datetime import date

    found = date(2026, 12, 20)
    assert [rectify_by(grade, found) for grade in (1, 2, 3)] == [date(2026, 12, 27), date(2027, 1, 19), None]
    with pytest.raises(ValueError, match="4"):
        rectify_by(4, found)
