"""Sections and questions of an evaluation form: finding them, and what they may be.

Source: API Reference, CreateEvaluationForm, EvaluationFormSection, EvaluationFormQuestion and the
option types, with their ranges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from santral.local.connect.errors import invalid

Item = Mapping[str, Any]  # a section or a question, without the member that says which

_MOST: Final = 100
_LEVELS: Final = 2  # sections in sections
_HIGHEST_SCORE: Final = 10
_WEIGHTS_SLACK: Final = 0.5  # percent: weights are rounded by whoever spreads them
# Type of question -> the member of its properties, and how many options it may have.
PROPERTIES: Final[Mapping[str, str]] = {
    "SINGLESELECT": "SingleSelect",
    "MULTISELECT": "MultiSelect",
    "NUMERIC": "Numeric",
    "TEXT": "Text",
}
_OPTIONS: Final[Mapping[str, tuple[int, int]]] = {
    "SINGLESELECT": (2, 256),
    "MULTISELECT": (2, 256),
    "NUMERIC": (0, 10),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section or question stands.

    Attributes:
        sections: reference ids of those around it, the outermost first.
    """

    item: Item
    where: str
    sections: tuple[str, ...]

    @property
    def ref_id(self) -> str:
        ref_id: str = self.item["RefId"]
        return ref_id

    @property
    def is_section(self) -> bool:
        return "QuestionType" not in self.item


def walk(
    items: Sequence[Item], where: str = "Items", sections: tuple[str, ...] = ()
) -> Iterator[Place]:
    """Go through all items in their order, a section before what is in it."""
    for at, each in enumerate(items):
        path = f"{where}[{at}]"
        if "Section" in each:
            section = each["Section"]
            yield Place(section, f"{path}.Section", sections)
            inside = (*sections, section["RefId"])
            yield from walk(section["Items"], f"{path}.Section.Items", inside)
        elif "Question" in each:
            yield Place(each["Question"], f"{path}.Question", sections)


def questions(items: Sequence[Item]) -> dict[str, Item]:
    return {each.ref_id: each.item for each in walk(items) if not each.is_section}


def options(question: Item) -> Sequence[Item]:
    """List the options of a question, or the ranges of a numeric one."""
    type_ = question["QuestionType"]
    properties = question.get("QuestionTypeProperties") or {}
    found = (properties.get(PROPERTIES.get(type_, "")) or {}).get("Options")
    return found or ()


def is_scored(question: Item, mode: str) -> bool:
    if (question.get("ScoringConfiguration") or {}).get("IsExcludedFromScoring"):
        return False
    member = "PointsConfiguration" if mode == "POINTS_BASED" else "Score"
    return any(member in each for each in options(question))


# --- checks ---


def check_form(given: Mapping[str, Any], *, complete: bool) -> None:
    """Check a form's content.

    Args:
        complete: whether it could be activated as it is: its weights have to sum up.

    Raises:
        ConnectError: InvalidParameterException.
    """
    if not 1 <= len(given["Title"]) <= 100:
        raise invalid("Title", "expected 1 to 100 characters")
    if len(given.get("Description", "")) > 1024:
        raise invalid("Description", "expected at most 1024 characters")
    if not given["Items"] or any("Section" not in each for each in given["Items"]):
        raise invalid("Items", "expected sections, with the questions in them")
    places = list(walk(given["Items"]))
    _check_counts(places)
    for each in places:
        _check_place(each)
    _check_targets(places)
    strategy = given.get("ScoringStrategy") or {}
    if complete and strategy.get("Status") == "ENABLED":
        _check_weights(places, strategy["Mode"])


def _check_place(place: Place) -> None:
    if not place.is_section:
        _check_question(place)
    elif len(place.sections) >= _LEVELS:
        raise invalid(place.where, f"expected at most {_LEVELS} levels of sections")


def _check_counts(places: Sequence[Place]) -> None:
    seen: set[str] = set()
    for each in places:
        if each.ref_id in seen:
            raise invalid(f"{each.where}.RefId", "expected one that no other item has")
        seen.add(each.ref_id)
    for is_section, what in ((True, "sections"), (False, "questions")):
        if sum(each.is_section is is_section for each in places) > _MOST:
            raise invalid("Items", f"expected at most {_MOST} {what}")


def _check_question(place: Place) -> None:
    question, where = place.item, place.where
    type_ = question["QuestionType"]
    properties = question.get("QuestionTypeProperties") or {}
    if any(each != PROPERTIES.get(type_) for each in properties):
        raise invalid(f"{where}.QuestionTypeProperties", "expected those of the QuestionType")
    if type_ in _OPTIONS and not properties:
        raise invalid(f"{where}.QuestionTypeProperties", "a value is required")
    least, most = _OPTIONS.get(type_, (0, 0))
    where = f"{where}.QuestionTypeProperties.{PROPERTIES.get(type_, '')}"
    if not least <= len(options(question)) <= most:
        raise invalid(f"{where}.Options", f"expected {least} to {most}")
    if type_ == "NUMERIC":
        _check_ranges(where, properties["Numeric"])
    else:
        refs = [each["RefId"] for each in options(question)]
        if len(set(refs)) < len(refs):
            raise invalid(f"{where}.Options", "expected each RefId once")
    for each in options(question):
        if not 0 <= each.get("Score", 0) <= _HIGHEST_SCORE:
            raise invalid(f"{where}.Options", f"expected a Score of 0 to {_HIGHEST_SCORE}")


def _check_ranges(where: str, numeric: Item) -> None:
    if numeric["MinValue"] > numeric["MaxValue"]:
        raise invalid(f"{where}.MaxValue", "expected at least MinValue")
    last: int | None = None
    for each in sorted(numeric.get("Options") or (), key=lambda each: int(each["MinValue"])):
        inside = numeric["MinValue"] <= each["MinValue"] <= each["MaxValue"] <= numeric["MaxValue"]
        if not inside or (last is not None and each["MinValue"] <= last):
            raise invalid(f"{where}.Options", "expected ranges that do not overlap, in the whole")
        last = each["MaxValue"]


def _check_targets(places: Sequence[Place]) -> None:
    sections = {each.ref_id for each in places if each.is_section}
    for place in places:
        for option in () if place.is_section else options(place.item):
            target = (option.get("AutomaticFailConfiguration") or {}).get("TargetSection")
            if target is not None and target not in sections:
                raise invalid(place.where, "expected a TargetSection of the form")


def _check_weights(places: Sequence[Place], mode: str) -> None:
    if mode == "SECTION_ONLY":
        weighed = [each.item for each in places if each.is_section and not each.sections]
    elif mode == "QUESTION_ONLY":
        weighed = [each.item for each in places if not each.is_section]
    else:
        return  # points weigh by themselves
    given = [each["Weight"] for each in weighed if "Weight" in each]
    if any(not 0 <= each <= 100 for each in given):
        raise invalid("Items", "expected a Weight of 0 to 100")
    if given and abs(sum(given) - 100) > _WEIGHTS_SLACK:
        raise invalid("Items", "expected weights that sum up to 100")
