"""A stage that `doctor` examines, in an account and on a computer of our own making."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from santral.domain.deployment import Capacity, Domains, Instance, Stage
from santral.local.doctor.examination import examine
from santral.local.doctor.findings import Outcome
from santral.local.doctor.subject import Subject
from tests.fakes.accounts import WELL, FakeAccount, FakeWorkstation

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
STAGE = Stage(
    name="dev",
    region="eu-central-1",
    instance=Instance(alias="klima"),
    domains=Domains(mail_from="centre@klima.example", is_mail_verified=True),
    capacity=Capacity(tenants=5),
)

# The same, with pages under a name of their own.
PAGES = replace(
    STAGE,
    domains=replace(STAGE.domains, pages="c.klima.example", zone="klima.example", zone_id="Z1"),
)


def subject(
    stage: Stage = STAGE,
    changed: Mapping[tuple[str, str], Any] | None = None,
    **computer: Any,
) -> Subject:
    """Return one in which everything is well but what was changed."""
    account = FakeAccount({**WELL, **(changed or {})})
    return Subject(stage, NOW, FakeWorkstation(**computer), account)


def wrong(examined: Subject) -> list[tuple[str, str, str, str]]:
    """Return what did not pass, as plain texts."""
    return [
        (each.check, each.outcome.value, each.told, each.next_step)
        for each in examine(examined)
        if each.outcome is not Outcome.PASSED
    ]


def without_instance() -> dict[tuple[str, str], Any]:
    return {("connect", "list_instances"): {"InstanceSummaryList": []}}
