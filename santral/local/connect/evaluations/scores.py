"""Scores of a contact evaluation: of its questions, its sections, and the whole.

An option gives 0 to 10 points, which is 0 to 100 percent of its question. Questions that do not
apply, or are not enabled, leave their weight to the others. Sections weigh as they say, and their
questions evenly, or the other way round; without any weights all weigh the same. In points-based
forms an item has what it earned of what it could have earned, bonus points beside it.
Source: Administrator Guide, "Use scoring and weights on agent evaluation forms"; API Reference,
EvaluationScore, EvaluationFormScoringStrategy, AutomaticFailConfiguration.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from santral.local.connect.evaluations.items import Item, Place, is_scored, options, walk

Score = dict[str, Any]
_FULL = 10  # points of an option


@dataclass(slots=True)
class _Result:
    """What an answer counts for.

    Attributes:
        share: of what could have been reached, 0 to 1; more with a bonus.
        most: points that could have been earned without a bonus.
    """

    place: Place
    share: float = 0.0
    weight: float = 0.0
    points: int = 0
    most: int = 0


def scores(
    form: Mapping[str, Any], answers: Mapping[str, Any], disabled: AbstractSet[str] = frozenset()
) -> tuple[Score, dict[str, Score]]:
    """Score an evaluation.

    Args:
        answers: reference id of a question -> EvaluationAnswerData.
        disabled: reference ids of items that are not enabled.

    Returns:
        The whole's score, and those of sections and questions by reference id; nothing where the
        form is not scored.
    """
    strategy = form.get("ScoringStrategy") or {}
    if strategy.get("Status") != "ENABLED":
        return {}, {}
    mode = strategy["Mode"]
    places = list(walk(form["Items"]))
    asked = [each for each in places if not each.is_section and is_scored(each.item, mode)]
    chosen = {each.ref_id: _chosen(each.item, answers.get(each.ref_id) or {}) for each in asked}
    counted = [
        each
        for each in asked
        if chosen[each.ref_id] and not disabled & {each.ref_id, *each.sections}
    ]
    excluded = {
        each.ref_id for each in places if each.is_section and each.item.get("IsExcludedFromScoring")
    }
    counted = [each for each in counted if not excluded & set(each.sections)]
    results = [_result(each, chosen[each.ref_id], mode) for each in counted]
    _weigh(results, places, mode)
    failed = _failed(results, chosen)
    _fail_sections(results, failed)
    by_ref = _by_ref(places, asked, results, failed, mode)
    whole = _score(results, mode, strategy, failed=None in failed)
    return whole, by_ref


# --- answers ---


def _chosen(question: Item, answer: Mapping[str, Any]) -> list[Item]:
    """Find the options that an answer means; none where it does not count."""
    if "NumericValue" in answer:
        value = answer["NumericValue"]
        return [each for each in options(question) if each["MinValue"] <= value <= each["MaxValue"]]
    wanted = {answer["StringValue"]} if "StringValue" in answer else set()
    wanted |= set(answer.get("StringValues", ()))
    return [each for each in options(question) if each.get("RefId") in wanted]


def _result(place: Place, chosen: Sequence[Item], mode: str) -> _Result:
    if mode == "POINTS_BASED":
        points = sum(_points(each) for each in chosen)
        most = _most_points(place.item)
        return _Result(place, weight=most, points=points, most=most)
    total = sum(each.get("Score", 0) for each in chosen)
    return _Result(place, min(total, _FULL) / _FULL)


def _points(option: Item) -> int:
    points: int = (option.get("PointsConfiguration") or {}).get("PointValue", 0)
    return points


def _most_points(question: Item) -> int:
    """Give the points that a question is worth; a bonus adds to what is earned alone."""
    config = (question.get("ScoringConfiguration") or {}).get("PointsConfiguration") or {}
    if config.get("IsBonus"):
        return 0
    if "MaxPointValue" in config:
        most: int = config["MaxPointValue"]
        return most
    regular = [
        _points(each)
        for each in options(question)
        if not (each.get("PointsConfiguration") or {}).get("IsBonus")
    ]
    several = question["QuestionType"] == "MULTISELECT"
    return sum(regular) if several else max(regular, default=0)


# --- weights ---


def _weigh(results: Sequence[_Result], places: Sequence[Place], mode: str) -> None:
    """Give every question its part of 100, over those that count."""
    if mode == "SECTION_ONLY":
        _weigh_by_section(results, places)
    elif mode == "QUESTION_ONLY":
        even = not any("Weight" in each.item for each in places if not each.is_section)
        for each in results:
            each.weight = 1.0 if even else each.place.item.get("Weight", 0.0)
    total = sum(each.weight for each in results)
    for each in results:
        each.weight = each.weight / total * 100 if total else 0.0


def _weigh_by_section(results: Sequence[_Result], places: Sequence[Place]) -> None:
    top = {each.ref_id: each.item for each in places if each.is_section and not each.sections}
    even = not any("Weight" in each for each in top.values())
    for each in results:
        section = each.place.sections[0]
        fellows = sum(other.place.sections[0] == section for other in results)
        each.weight = (1.0 if even else top[section].get("Weight", 0.0)) / fellows


# --- results ---


def _failed(results: Sequence[_Result], chosen: Mapping[str, Sequence[Item]]) -> set[str | None]:
    """List what failed at once: questions, their sections, and None for the whole form."""
    failed: set[str | None] = set()
    for result in results:
        for option in chosen[result.place.ref_id]:
            target = (option.get("AutomaticFailConfiguration") or {}).get("TargetSection")
            if target is not None:
                failed |= {result.place.ref_id, target}
            elif option.get("AutomaticFail"):
                failed |= {result.place.ref_id, *result.place.sections, None}
    return failed


def _by_ref(
    places: Sequence[Place],
    asked: Sequence[Place],
    results: Sequence[_Result],
    failed: Collection[str | None],
    mode: str,
) -> dict[str, Score]:
    written: dict[str, Score] = {}
    for place in places:
        if place.is_section:
            inside = [each for each in results if place.ref_id in each.place.sections]
            scored = any(place.ref_id in each.sections for each in asked)
        else:
            inside = [each for each in results if each.place is place]
            scored = place in asked
        if scored:
            config = place.item if place.is_section else place.item.get("ScoringConfiguration")
            is_failed = place.ref_id in failed
            written[place.ref_id] = _score(inside, mode, config or {}, failed=is_failed)
    return written


def _fail_sections(results: Sequence[_Result], failed: Collection[str | None]) -> None:
    """Let what stands in a section that failed count for nothing."""
    for each in results:
        if set(each.place.sections) & set(failed):
            each.share, each.points = 0.0, 0


def _score(
    results: Sequence[_Result], mode: str, config: Mapping[str, Any], *, failed: bool
) -> Score:
    if not results:
        return {"NotApplicable": True, "AutomaticFail": False, "Percentage": 0.0}
    weight = sum(each.weight for each in results)
    share = sum(each.share * each.weight for each in results) / weight if weight else 0.0
    score: Score = {"NotApplicable": False, "AutomaticFail": failed, "AppliedWeight": weight}
    if mode == "POINTS_BASED":
        score["EarnedPoints"] = 0 if failed else sum(each.points for each in results)
        score["MaxBasePoint"] = sum(each.most for each in results)
        most = score["MaxBasePoint"]
        share = min(score["EarnedPoints"] / most, 1.0) if most else 0.0
    percentage = 0.0 if failed else round(share * 100, 2)
    score["Percentage"], score["AppliedWeight"] = percentage, round(weight, 2)
    category = _category(percentage, config.get("ScoreThresholds") or ())
    return score if category is None else {**score, "PerformanceCategory": category}


def _category(percentage: float, thresholds: Sequence[Item]) -> str | None:
    for each in thresholds:
        if each.get("MinScorePercentage", 0) <= percentage <= each.get("MaxScorePercentage", 100):
            category: str = each["PerformanceCategory"]
            return category
    return None
