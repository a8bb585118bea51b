"""The guides on CRMs and webhooks: their examples are read and run, their tables compared."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from santral.domain.crm_rules import CARD_FIELDS, crm_problems
from santral.domain.plain import Reading
from santral.domain.signatures import HEADER, TOLERANCE_S, signature
from santral.domain.tenant import CrmKind, CrmSpec
from santral.domain.webhooks import RETRIES_S, WebhookEvent

DOCS = Path(__file__).resolve().parents[2] / "docs"
CRM = (DOCS / "crm.md").read_text(encoding="utf-8")
WEBHOOKS = (DOCS / "webhooks.md").read_text(encoding="utf-8")
NOW_S = 1_795_996_800


def first_column(text: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def examples(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def test_the_settings_that_the_guide_shows_are_taken() -> None:
    kinds = []
    for example in examples(CRM, "toml"):
        reading = Reading(strict=True)
        spec = reading.read(CrmSpec, tomllib.loads(example)["crm"])
        kinds.append(spec.kind)

        assert [*reading.problems, *crm_problems(spec)] == []

    assert kinds == [CrmKind.HTTP, CrmKind.HTTP, CrmKind.ODOO]


def test_every_value_of_a_card_is_in_the_guide() -> None:
    assert sorted(first_column(CRM)) == sorted(CARD_FIELDS)


def test_every_event_is_in_the_guide() -> None:
    assert first_column(WEBHOOKS) == [each.value for each in WebhookEvent]


def test_the_guide_says_when_a_delivery_is_tried_again() -> None:
    assert RETRIES_S == (10, 60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 24 * 3600)
    assert "10 s, 1 min, 5 min, 30 min, 2 h, 6 h and 24 h" in WEBHOOKS


def check() -> Any:
    [example] = examples(WEBHOOKS, "python")
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102  # our own page
    return names["is_from_santral"]


@pytest.mark.parametrize("secret", ["new", "old"])
def test_a_receiver_who_checks_as_the_guide_says_takes_what_we_sign(secret: str) -> None:
    written = signature(b"{}", ["new", "old"], NOW_S)

    assert check()(b"{}", written, secret, NOW_S + TOLERANCE_S)


@pytest.mark.parametrize(
    ("body", "header", "secret", "late_s"),
    [
        (b"{ }", "", "new", 0),
        (b"{}", "", "other", 0),
        (b"{}", "", "new", TOLERANCE_S + 1),
        (b"{}", "", "new", -TOLERANCE_S - 1),
        (b"{}", "t=,v1=", "new", 0),
        (b"{}", "v1=ü", "new", 0),
        (b"{}", "nothing", "new", 0),
    ],
)
def test_and_takes_nothing_else(body: bytes, header: str, secret: str, late_s: int) -> None:
    written = header or signature(b"{}", ["new"], NOW_S)

    assert not check()(body, written, secret, NOW_S + late_s)


def test_the_guide_names_the_header() -> None:
    assert f"`{HEADER}: t=" in WEBHOOKS
