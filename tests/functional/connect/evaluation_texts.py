"""Parts of evaluation forms, as a test writes them down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def section(ref_id: str, *items: Json, **more: Any) -> Json:
    return {"Section": {"Title": ref_id, "RefId": ref_id, "Items": [*items], **more}}


def yes_no(ref_id: str, yes: Mapping[str, Any], no: Mapping[str, Any], **more: Any) -> Json:
    """Ask for one of two options, which are called yes and no."""
    options = [{"RefId": "yes", "Text": "Yes", **yes}, {"RefId": "no", "Text": "No", **no}]
    return _question(ref_id, "SINGLESELECT", {"SingleSelect": {"Options": options}}, **more)


def graded(ref_id: str, yes: int = 10, no: int = 0, **more: Any) -> Json:
    return yes_no(ref_id, {"Score": yes}, {"Score": no}, **more)


def several(ref_id: str, *scores: int, **more: Any) -> Json:
    """Ask for some of the options a, b, c …"""
    options = [
        {"RefId": letter, "Text": letter, "Score": score}
        for letter, score in zip("abcdefg", scores, strict=False)
    ]
    return _question(ref_id, "MULTISELECT", {"MultiSelect": {"Options": options}}, **more)


def number(ref_id: str, *ranges: tuple[int, int, int], **more: Any) -> Json:
    """Ask for 0 to 100; ranges are (from, to, score)."""
    options = [{"MinValue": a, "MaxValue": b, "Score": score} for a, b, score in ranges]
    numeric = {"MinValue": 0, "MaxValue": 100, **({"Options": options} if options else {})}
    return _question(ref_id, "NUMERIC", {"Numeric": numeric}, **more)


def text(ref_id: str, **more: Any) -> Json:
    return {"Question": {"Title": ref_id, "RefId": ref_id, "QuestionType": "TEXT", **more}}


def when(ref_id: str, option: str, action: str = "ENABLE", comparator: str = "IN") -> Json:
    """Enable an item where a question was answered so."""
    expression = {
        "Source": {"Type": "QUESTION_REF_ID", "RefId": ref_id},
        "Values": [{"Type": "OPTION_REF_ID", "RefId": option}],
        "Comparator": comparator,
    }
    return {"Action": action, "Condition": {"Operands": [{"Expression": expression}]}}


def _question(ref_id: str, type_: str, properties: Json, **more: Any) -> Json:
    asked = {"Title": ref_id, "RefId": ref_id, "QuestionType": type_}
    return {"Question": {**asked, "QuestionTypeProperties": properties, **more}}


def scored(mode: str = "QUESTION_ONLY", **more: Any) -> Json:
    return {"Mode": mode, "Status": "ENABLED", **more}
