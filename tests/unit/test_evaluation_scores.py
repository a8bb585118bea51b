"""Scores of contact evaluations, worked out by hand, and which questions are enabled."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.local.connect.evaluations.enablement import as_plain, disabled_items, from_plain
from santral.local.connect.evaluations.scores import scores
from tests.functional.connect.evaluation_texts import (
    Json,
    graded,
    number,
    scored,
    section,
    several,
    when,
    yes_no,
)

YES, NO, NONE = {"StringValue": "yes"}, {"StringValue": "no"}, {"NotApplicable": True}


def _form(*items: Json, mode: str = "QUESTION_ONLY", **more: Any) -> Json:
    return {"Items": [*items], "ScoringStrategy": scored(mode, **more)}


def _percentages(form: Json, **answers: Json) -> tuple[float, dict[str, float]]:
    whole, by_ref = scores(form, answers)
    return whole["Percentage"], {ref: each["Percentage"] for ref, each in by_ref.items()}


def test_without_weights_every_question_counts_the_same() -> None:
    form = _form(section("a", graded("q", yes=8), graded("r")), section("b", graded("s")))

    assert _percentages(form, q=YES, r=YES, s=NO) == (
        60.0,  # (80 + 100 + 0) / 3
        {"a": 90.0, "q": 80.0, "r": 100.0, "b": 0.0, "s": 0.0},
    )


def test_questions_count_by_their_weight() -> None:
    form = _form(section("a", graded("q", Weight=75.0), graded("r", Weight=25.0)))

    whole, by_ref = scores(form, {"q": YES, "r": NO})

    assert whole["Percentage"] == 75.0
    assert by_ref["q"]["AppliedWeight"] == 75.0


def test_sections_count_by_their_weight_and_their_questions_evenly() -> None:
    form = _form(
        section("a", graded("q"), section("inner", graded("r")), Weight=80.0),
        section("b", graded("s"), Weight=20.0),
        mode="SECTION_ONLY",
    )

    assert _percentages(form, q=YES, r=NO, s=YES)[0] == 60.0  # 40 + 0 + 20


def test_a_question_that_does_not_apply_leaves_its_weight_to_the_others() -> None:
    form = _form(
        section("a", graded("q", Weight=60.0), graded("r", Weight=30.0)),
        section("b", graded("s", Weight=10.0)),
    )

    whole, by_ref = scores(form, {"q": NONE, "r": YES, "s": NO})

    assert whole["Percentage"] == 75.0  # 30 of 40
    assert by_ref["r"]["AppliedWeight"] == 75.0
    assert by_ref["q"] == {"NotApplicable": True, "AutomaticFail": False, "Percentage": 0.0}


def test_a_number_counts_by_the_range_it_is_in() -> None:
    form = _form(section("a", number("q", (0, 5, 10), (6, 50, 4))))

    assert _percentages(form, q={"NumericValue": 7.0})[0] == 40.0
    assert scores(form, {"q": {"NumericValue": 80.0}})[0]["NotApplicable"] is True


def test_options_of_a_multiple_choice_add_up_to_ten_at_most() -> None:
    form = _form(section("a", several("q", 4, 4, 4)))

    assert _percentages(form, q={"StringValues": ["a", "b"]})[0] == 80.0
    assert _percentages(form, q={"StringValues": ["a", "b", "c"]})[0] == 100.0


def test_an_automatic_fail_is_a_fail_of_all() -> None:
    form = _form(
        section("a", yes_no("q", {"Score": 10}, {"Score": 0, "AutomaticFail": True})),
        section("b", graded("r")),
    )

    whole, by_ref = scores(form, {"q": NO, "r": YES})

    assert (whole["Percentage"], whole["AutomaticFail"]) == (0.0, True)
    assert by_ref["a"]["AutomaticFail"]
    assert by_ref["q"]["AutomaticFail"]
    assert (by_ref["r"]["Percentage"], by_ref["b"]["AutomaticFail"]) == (100.0, False)


def test_an_automatic_fail_of_a_section_leaves_the_others() -> None:
    fail = {"Score": 0, "AutomaticFailConfiguration": {"TargetSection": "b"}}
    form = _form(
        section("a", yes_no("q", {"Score": 10}, fail), graded("p")),
        section("b", graded("r"), graded("s")),
    )

    whole, by_ref = scores(form, {"q": NO, "p": YES, "r": YES, "s": YES})

    assert whole["Percentage"] == 25.0  # p alone
    assert (by_ref["b"]["Percentage"], by_ref["b"]["AutomaticFail"]) == (0.0, True)
    assert whole["AutomaticFail"] is False


def test_what_is_excluded_from_scoring_counts_for_nothing() -> None:
    out = {"IsExcludedFromScoring": True}
    form = _form(
        section(
            "a", graded("q"), graded("r", ScoringConfiguration={"IsExcludedFromScoring": True})
        ),
        section("b", graded("s"), **out),
    )

    assert _percentages(form, q=YES, r=NO, s=NO)[0] == 100.0
    assert scores({**form, "ScoringStrategy": {}}, {"q": YES}) == ({}, {})


def _points(value: int, **more: Any) -> Json:
    return {"PointsConfiguration": {"PointValue": value, **more}}


def test_points_are_earned_of_those_that_could_be() -> None:
    form = _form(
        section("a", yes_no("q", _points(30), _points(0)), yes_no("r", _points(10), _points(5))),
        mode="POINTS_BASED",
    )

    whole, by_ref = scores(form, {"q": YES, "r": NO})

    assert (whole["EarnedPoints"], whole["MaxBasePoint"], whole["Percentage"]) == (35, 40, 87.5)
    assert by_ref["r"]["Percentage"] == 50.0


def test_bonus_points_add_to_what_was_earned_and_not_to_what_could_be() -> None:
    bonus = {"PointsConfiguration": {"IsBonus": True}}
    form = _form(
        section(
            "a",
            yes_no("q", _points(10), _points(4)),
            yes_no("r", _points(3), _points(0), ScoringConfiguration=bonus),
        ),
        mode="POINTS_BASED",
    )

    low, _ = scores(form, {"q": NO, "r": YES})
    high, _ = scores(form, {"q": YES, "r": YES})

    assert (low["EarnedPoints"], low["MaxBasePoint"], low["Percentage"]) == (7, 10, 70.0)
    assert (high["EarnedPoints"], high["Percentage"]) == (13, 100.0)


def test_thresholds_name_the_performance() -> None:
    thresholds = [
        {"PerformanceCategory": "NEEDS_IMPROVEMENT", "MaxScorePercentage": 50.0},
        {"PerformanceCategory": "EXCEEDS_EXPECTATIONS", "MinScorePercentage": 90.0},
    ]
    form = _form(section("a", graded("q", yes=10, no=7)), ScoreThresholds=thresholds)

    assert scores(form, {"q": YES})[0]["PerformanceCategory"] == "EXCEEDS_EXPECTATIONS"
    assert "PerformanceCategory" not in scores(form, {"q": NO})[0]


ANSWERS = st.sampled_from([YES, NO, NONE, {}])


@given(
    answers=st.lists(ANSWERS, min_size=4, max_size=4),
    weights=st.lists(st.integers(0, 100), min_size=4, max_size=4),
    mode=st.sampled_from(["QUESTION_ONLY", "SECTION_ONLY"]),
)
def test_a_score_is_a_percentage_and_weights_are_a_hundred(
    answers: list[Json], weights: list[int], mode: str
) -> None:
    asked = [graded(f"q{at}", yes=9, no=2, Weight=float(w)) for at, w in enumerate(weights)]
    form = _form(section("a", *asked[:2], Weight=50.0), section("b", *asked[2:], Weight=50.0))
    form["ScoringStrategy"] = scored(mode)
    given_ = {f"q{at}": each for at, each in enumerate(answers)}

    whole, by_ref = scores(form, given_)

    assert 0 <= whole["Percentage"] <= 90
    applied = [by_ref[f"q{at}"].get("AppliedWeight", 0) for at in range(4)]
    assert sum(applied) == pytest.approx(whole.get("AppliedWeight", 0), abs=0.05)


# --- enablement ---


def test_a_question_is_asked_only_where_another_was_answered_so() -> None:
    items = [section("a", graded("q"), graded("r", Enablement=when("q", "no")))]

    assert disabled_items(items, {"q": NO}) == set()
    assert disabled_items(items, {"q": YES}) == {"r"}
    assert disabled_items(items, {}) == {"r"}


def test_what_is_in_a_disabled_section_is_disabled_and_its_answers_are_moot() -> None:
    items = [
        section("a", graded("q")),
        section("b", graded("r"), Enablement=when("q", "no", action="DISABLE")),
        section("c", graded("s", Enablement=when("r", "yes"))),
    ]

    assert disabled_items(items, {"q": YES, "r": YES}) == set()
    assert disabled_items(items, {"q": NO, "r": YES}) == {"b", "r", "s"}


def _condition(*operands: Json, operator: str = "AND", **more: Any) -> Json:
    return {
        "Action": "ENABLE",
        "Condition": {"Operands": [*operands], "Operator": operator},
        **more,
    }


def _expression(ref_id: str, comparator: str, *values: Json, type_: str = "") -> Json:
    source = {"Type": type_ or "QUESTION_REF_ID", "RefId": ref_id}
    return {"Expression": {"Source": source, "Values": [*values], "Comparator": comparator}}


LONG = _expression("q", "GREATER_THAN", {"Type": "NUMERIC_VALUE", "NumericValue": 5})
SOME = _expression("r", "ALL_IN", {"RefId": "a"}, {"RefId": "b"})
QUEUE = _expression("", "EXACT", {"StringValue": "x"}, type_="CONTACT")


@pytest.mark.parametrize(
    ("enablement", "minutes", "topics", "enabled"),
    [
        (_condition(LONG), 6, ["a"], True),
        (_condition(LONG), 5, ["a"], False),
        (_condition(SOME), 6, ["a", "b", "c"], True),
        (_condition(SOME), 6, ["a"], False),
        (_condition(LONG, SOME), 6, ["a"], False),
        (_condition(LONG, SOME, operator="OR"), 6, ["a"], True),
        (_condition({"Condition": _condition(LONG)["Condition"]}), 6, ["a"], True),
        (_condition(QUEUE), 6, ["a"], False),
        (_condition(QUEUE, DefaultAction="ENABLE"), 6, ["a"], True),
        (_condition(QUEUE, LONG, operator="OR"), 6, ["a"], True),
        (_condition(QUEUE, LONG, DefaultAction="DISABLE"), 6, ["a"], False),
        (_condition(_expression("r", "GREATER_THAN", {"RefId": "a"})), 6, ["a"], False),
    ],
)
def test_conditions_are_joined_and_what_cannot_be_told_is_left_to_the_default(
    enablement: Json, minutes: int, topics: list[str], enabled: bool
) -> None:
    items = [section("a", number("q"), several("r", 1, 1, 1), graded("s", Enablement=enablement))]
    answers: Json = {"q": {"NumericValue": float(minutes)}, "r": {"StringValues": topics}}

    assert (disabled_items(items, answers) == set()) is enabled


def test_instants_are_kept_as_numbers_and_compared_with_answers() -> None:

    moment = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    later = _expression("q", "GREATER_THAN", {"Type": "DATETIME_VALUE", "DateTimeValue": moment})
    asked = {"Question": {"Title": "q", "RefId": "q", "QuestionType": "DATETIME"}}
    items = [section("a", asked, graded("s", Enablement=_condition(later)))]

    kept = as_plain(items)

    assert from_plain(kept) == items
    assert disabled_items(kept, {"q": {"DateTimeValue": "2026-11-23T07:00:01Z"}}) == set()
    assert disabled_items(kept, {"q": {"DateTimeValue": "2026-11-23T07:00:00Z"}}) == {"s"}
