"""Scripts: what agents say and ask, step by step."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import SERVES, SUPERVISES
from functions.api.problems import refuse_any
from functions.api.profile import profile_of, unknown_queues
from functions.api.replies import Created, Listed, Versioned, listed, version_tag
from functions.api.shapes import Id, LanguageCode, PageQuery, Shape, Words
from functions.api.texts import Remark, Tag, Tags, Value
from santral.domain.script import MOST_STEPS, Answer, Script, ScriptStep, script_problems
from santral.stores.notes import SCRIPTS
from santral.stores.shelves import Stored

routes = Routes("Scripts")

StepId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]


class AnswerShape(Shape):
    text: Annotated[
        dict[LanguageCode, Value],
        Field(max_length=20, description="what the customer may say, in each language"),
    ]
    next: Annotated[
        StepId | Literal[""], Field(description="the step that follows; empty ends the script")
    ] = ""


class ScriptStepShape(Shape):
    id: StepId
    say: Annotated[
        dict[LanguageCode, Remark],
        Field(max_length=20, description="in each language; {name} is the customer's"),
    ]
    answers: Annotated[tuple[AnswerShape, ...], Field(max_length=20)] = ()
    field: Annotated[
        Tag | Literal[""],
        Field(description="the attribute of the customer under which the answer is kept"),
    ] = ""


class ScriptBody(Shape):
    title: Words
    steps: Annotated[
        tuple[ScriptStepShape, ...],
        Field(min_length=1, max_length=MOST_STEPS, description="the first is where it begins"),
    ]
    queues: Annotated[
        tuple[Id, ...], Field(max_length=100, description="whose contacts it is for; none is all")
    ] = ()
    active: bool = True
    tags: Tags = ()


class ScriptSummary(Shape):
    id: str
    title: str
    queues: tuple[str, ...]
    active: bool
    tags: tuple[str, ...]


class AnswerView(Shape):
    text: dict[str, str]
    next: str


class ScriptStepView(Shape):
    id: str
    say: dict[str, str]
    answers: tuple[AnswerView, ...]
    field: str


class ScriptView(ScriptSummary):
    steps: tuple[ScriptStepView, ...]


@routes.get("/v1/scripts", roles=SERVES)
def list_scripts(call: Call, query: PageQuery) -> Listed[ScriptSummary]:
    """List scripts, the oldest first."""
    page = SCRIPTS.page(call.tenant, limit=query.limit, after=query.after)
    return listed(page, lambda each: ScriptSummary.model_validate(each.value))


@routes.post("/v1/scripts", roles=SUPERVISES)
def create_script(call: Call, body: ScriptBody) -> Created[ScriptView]:
    """Create a script.

    Every step has to be reached, and every answer has to lead to a step or to the end.
    """
    script = _script(call, call.dated_id(), body)
    shown = _versioned(SCRIPTS.create(call.tenant, script.id, script))
    return Created(shown.body, f"/v1/scripts/{script.id}", shown.etag)


@routes.get("/v1/scripts/{script_id}", roles=SERVES)
def show_script(call: Call, script_id: Id) -> Versioned[ScriptView]:
    """Show a script with its steps."""
    return _versioned(SCRIPTS.load(call.tenant, script_id))


@routes.put("/v1/scripts/{script_id}", roles=SUPERVISES, versioned=True)
def change_script(call: Call, script_id: Id, body: ScriptBody) -> Versioned[ScriptView]:
    """Put a script in the place of what it is."""
    stored = SCRIPTS.load(call.tenant, script_id)
    script = _script(call, script_id, body)
    if script != stored.value:  # else it is the same request once more
        call.expect(version_tag(stored))
        stored = SCRIPTS.replace(call.tenant, script_id, script, replacing=stored.version)
    return _versioned(stored)


@routes.delete("/v1/scripts/{script_id}", roles=SUPERVISES, versioned=True)
def delete_script(call: Call, script_id: Id) -> None:
    """Delete a script."""
    stored = SCRIPTS.load(call.tenant, script_id)
    call.expect(version_tag(stored))
    SCRIPTS.delete(call.tenant, script_id, replacing=stored.version)


def _script(call: Call, script_id: str, body: ScriptBody) -> Script:
    """
    Raises:
        ProblemError: something in it leads an agent nowhere.
    """
    script = Script(
        script_id,
        body.title,
        tuple(_step(each) for each in body.steps),
        queues=body.queues,
        active=body.active,
        tags=body.tags,
    )
    steps = ((f"body.{path}", expected) for path, expected in script_problems(script))
    refuse_any([*steps, *unknown_queues(profile_of(call), script.queues)])
    return script


def _step(step: ScriptStepShape) -> ScriptStep:
    answers = tuple(Answer(each.text, each.next) for each in step.answers)
    return ScriptStep(step.id, step.say, answers, step.field)


def _versioned(stored: Stored[Script]) -> Versioned[ScriptView]:
    return Versioned(ScriptView.model_validate(stored.value), version_tag(stored))
