"""Dry runs: a call to the business in virtual time, as it is or as a draft would have it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from functions.api.call import Call
from functions.api.drafts import DraftBody, draft_of
from functions.api.endpoint import Routes
from functions.api.permissions import SUPERVISES
from functions.api.problems import invalid
from functions.api.profile import profile_of
from functions.api.profile_shapes import Username
from functions.api.replies import ProblemView
from functions.api.shapes import Shape, Text
from santral.domain.plain import to_plain
from santral.domain.tenant import Tenant
from santral.stores import milestones

routes = Routes("Dry runs")


class DryRunBody(Shape):
    to: Annotated[Text | None, Field(description="one of your numbers; null is the first")] = None
    from_: Annotated[
        Text | None,
        Field(alias="from", description="who calls; null or `hidden` shows no number"),
    ] = None
    at: Annotated[
        Text | None,
        Field(description="as 2026-11-23T09:00, by your clock without an offset; null is now"),
    ] = None
    keys: Annotated[
        str,
        StringConstraints(max_length=1_000),
        Field(description="what is pressed, with waits between, as `1,w5,2#`"),
    ] = ""
    agents: Annotated[
        Literal["all", "none"]
        | Annotated[int, Field(ge=0, le=1_000)]
        | Annotated[tuple[Username, ...], Field(max_length=1_000)],
        Field(description="who is available: all, none, how many, or usernames"),
    ] = "all"
    hang_up_after_s: Annotated[int | None, Field(ge=0, le=1_800)] = None
    draft: DraftBody | None = None


class LineView(Shape):
    after_s: float
    label: str
    text: str
    tone: str


class RemarkView(Shape):
    after_s: float
    text: str


class FindingView(Shape):
    path: str
    text: str


class DryRunView(Shape):
    """A simulation: nothing rang, nothing was recorded, nothing was changed."""

    model_config = ConfigDict(serialize_by_alias=True)

    simulation: Literal[True]
    tenant: str
    draft: bool
    to: str
    from_: Annotated[str | None, Field(alias="from")]
    at: datetime
    timezone: str
    lasted_s: float
    stopped: Annotated[str, Field(description="why it was broken off; empty if it ended by itself")]
    lines: Annotated[tuple[LineView, ...], Field(description="the transcript")]
    heard: tuple[str, ...]
    functions: tuple[dict[str, Any], ...]
    queues: tuple[str, ...]
    rang: tuple[str, ...]
    answered_by: str | None
    outcome: str
    ended_by: str
    warnings: tuple[RemarkView, ...]
    notes: tuple[RemarkView, ...]
    blocks: tuple[dict[str, Any], ...]
    problems: tuple[ProblemView, ...]
    findings: tuple[FindingView, ...]
    left_off: Annotated[
        dict[str, int], Field(default_factory=dict, description="entries that were too many")
    ]


_OWN: Final = frozenset({"to", "from", "at", "keys", "agents", "hang_up_after_s"})


@routes.post("/v1/dry-runs", roles=SUPERVISES, secret=True, after_trial=True)
def dry_run_call(call: Call, body: DryRunBody) -> DryRunView:
    """Ring the business in virtual time, and show what the caller goes through.

    Nothing is changed, and no telephone rings. A draft is tried in the place of what is saved.
    """
    # The engine is loaded for who needs it, and not when the API starts.
    from functions.dry_run.handler import dry_run

    draft = _draft(call, body)
    answer = dry_run(_event(call, body, draft))
    if "refused" in answer:
        raise invalid((_place(each["path"], body), each["expected"]) for each in answer["refused"])
    milestones.reach(call.tenant, milestones.DRY_RUN, call.now)
    return DryRunView.model_validate(answer)


def _draft(call: Call, body: DryRunBody) -> Tenant | None:
    if body.draft is None:
        return None
    return draft_of(call, profile_of(call), body.draft, "body.draft")


def _event(call: Call, body: DryRunBody, draft: Tenant | None) -> dict[str, Any]:
    event = body.model_dump(mode="json", by_alias=True, exclude={"draft"}, exclude_none=True)
    event["tenant"] = call.tenant
    if draft is not None:
        event["draft"] = to_plain(draft)
    return event


def _place(path: str, body: DryRunBody) -> str:
    """Say where in the body something stands that the profile as a whole is refused for."""
    part = path.removeprefix("draft.")
    head = part.replace("[", ".").partition(".")[0]
    if part == path and head in _OWN:
        return f"body.{path}"
    is_sent = body.draft is not None and head in body.draft.given()
    return f"body.draft.{part}" if is_sent else part
