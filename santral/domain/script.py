"""Scripts: what an agent says and asks, step by step, in the caller's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

MOST_STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Attributes:
        text: what the customer may say, by language code.
        next: the step that follows; "" ends the script.
    """

    text: Mapping[str, str]
    next: str = ""


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """
    Attributes:
        say: what the agent says, by language code; {name} is the customer's.
        answers: none ends the script.
        field: the attribute of the customer under which what she says is kept; "" keeps nothing.
    """

    id: str
    say: Mapping[str, str]
    answers: tuple[Answer, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """
    Attributes:
        queues: whose contacts it is for; none is all.
        steps: the first is where it begins.
    """

    id: str
    title: str
    steps: tuple[ScriptStep, ...] = ()
    queues: tuple[str, ...] = ()
    active: bool = True
    tags: tuple[str, ...] = ()


def script_problems(script: Script) -> Iterator[tuple[str, str]]:
    """Yield (path, expected) of everything that would lead an agent nowhere."""
    if not script.steps:
        yield "steps", "expected a step at least"
    if len(script.steps) > MOST_STEPS:
        yield "steps", f"expected {MOST_STEPS} steps at most"
    reached = _reached(script)
    for place, step in enumerate(script.steps):
        for path, expected in _step_problems(script, place, is_reached=step.id in reached):
            yield f"steps[{place}]{path}", expected


def _step_problems(script: Script, place: int, *, is_reached: bool) -> Iterator[tuple[str, str]]:
    step, ids = script.steps[place], [each.id for each in script.steps]
    if ids.index(step.id) != place:
        yield ".id", "expected an id of its own"
    elif not is_reached:
        yield "", "expected an answer that leads here"
    if not any(text.strip() for text in step.say.values()):
        yield ".say", "expected what the agent says"
    for number, answer in enumerate(step.answers):
        if answer.next and answer.next not in ids:
            yield f".answers[{number}].next", "expected the id of a step"


def _reached(script: Script) -> set[str]:
    steps = {each.id: each for each in script.steps}
    waiting, reached = [each.id for each in script.steps[:1]], set[str]()
    while waiting:
        id_ = waiting.pop()
        if id_ in steps and id_ not in reached:
            reached.add(id_)
            waiting += [answer.next for answer in steps[id_].answers]
    return reached
