"""Answers and notes of a contact evaluation: merged into those before, and checked.

Source: API Reference, UpdateContactEvaluation, SubmitContactEvaluation, EvaluationAnswerData.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from santral.local.connect.errors import invalid
from santral.local.connect.evaluations.enablement import moment
from santral.local.connect.evaluations.items import Item, options, questions

Answers = dict[str, Any]  # reference id of a question -> EvaluationAnswerData

_MOST: Final = 100
# Type of question -> the member that answers it.
_MEMBERS: Final[Mapping[str, str]] = {
    "TEXT": "StringValue",
    "SINGLESELECT": "StringValue",
    "MULTISELECT": "StringValues",
    "NUMERIC": "NumericValue",
    "DATETIME": "DateTimeValue",
}


def merge_answers(form: Mapping[str, Any], old: Mapping[str, Any], given: Item) -> Answers:
    """
    Args:
        given: reference id -> EvaluationAnswerInput; an empty one takes the answer away.

    Raises:
        ConnectError: InvalidParameterException.
    """
    asked, merged = questions(form["Items"]), dict(old)
    for ref_id, each in given.items():
        question = asked.get(ref_id)
        if question is None:
            raise invalid("Answers", "expected reference ids of questions of the form")
        if not each.get("Value"):
            merged.pop(ref_id, None)
        else:
            _check(question, each["Value"])
            merged[ref_id] = each["Value"]
    return merged


def merge_notes(form: Mapping[str, Any], old: Mapping[str, str], given: Item) -> dict[str, str]:
    """As `merge_answers`, for notes on questions."""
    asked, merged = questions(form["Items"]), dict(old)
    for ref_id, each in given.items():
        if ref_id not in asked:
            raise invalid("Notes", "expected reference ids of questions of the form")
        if each.get("Value"):
            merged[ref_id] = each["Value"]
        else:
            merged.pop(ref_id, None)
    if len(merged) > _MOST:
        raise invalid("Notes", f"expected at most {_MOST}")
    return merged


def check_complete(form: Mapping[str, Any], answers: Mapping[str, Any], disabled: set[str]) -> None:
    """Check that every question that is enabled, and is not free text, has its answer.

    Raises:
        ConnectError: InvalidParameterException.
    """
    for ref_id, question in questions(form["Items"]).items():
        needed = question["QuestionType"] != "TEXT" and ref_id not in disabled
        if needed and ref_id not in answers:
            raise invalid("Answers", "expected an answer to every question that is enabled")


def _check(question: Item, value: Item) -> None:
    if "NotApplicable" in value:
        if not (value["NotApplicable"] and question.get("NotApplicableEnabled")):
            raise invalid("Answers", "expected NotApplicable where the question allows it")
        return
    type_ = question["QuestionType"]
    member = _MEMBERS[type_]
    if member not in value:
        raise invalid("Answers", f"expected a {member} for a question of type {type_}")
    if type_ == "NUMERIC":
        numeric = question["QuestionTypeProperties"]["Numeric"]
        if not numeric["MinValue"] <= value[member] <= numeric["MaxValue"]:
            raise invalid("Answers", "expected a number in the question's range")
    elif type_ == "DATETIME":
        moment(value[member])
    elif type_ != "TEXT":
        _check_options(question, value[member])


def _check_options(question: Item, chosen: str | list[str]) -> None:
    known = {each["RefId"] for each in options(question)}
    wanted = [chosen] if isinstance(chosen, str) else chosen
    if not set(wanted) <= known or not wanted:
        raise invalid("Answers", "expected reference ids of the question's options")
