"""The guides say what is true: their examples are read, their tables compared with the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import santral.engine.actions  # noqa: F401  # registers every action type
from functions.catalogue import FUNCTIONS, Trigger
from santral.domain.business import read_business
from santral.domain.phrases import PLACEHOLDERS
from santral.engine.registry import ACTIONS
from santral.engine.trace import FIELDS
from santral.local.testing.centre import Centre
from santral.stores.phone_numbers import PhoneNumbersByMetadata

ROOT = Path(__file__).resolve().parents[2]


def page(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def toml_examples(path: str) -> list[str]:
    return re.findall(r"^```toml\n(.*?)^```", page(path), re.DOTALL | re.MULTILINE)


def first_column(text: str) -> list[str]:
    """Return what stands in backticks at the head of each table row."""
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def test_the_owners_guide_shows_a_business_that_is_accepted() -> None:
    whole = toml_examples("docs/owners.md")[0]

    business = read_business(whole, "", PhoneNumbersByMetadata())

    assert [queue.name for queue in business.tenant.queues] == ["orders", "general"]


def test_everything_else_that_the_owners_guide_shows_is_accepted_too() -> None:
    together = "\n".join(toml_examples("docs/owners.md"))

    business = read_business(together, "", PhoneNumbersByMetadata())

    assert business.tenant.emergency.on
    assert business.tenant.vip.tiers == ("gold",)


def test_the_phrases_that_the_owners_guide_replaces_exist() -> None:
    [phrases] = [text for text in toml_examples("docs/owners.md") if "[phrases." in text]

    assert set(re.findall(r"^(\w+) =", phrases, re.MULTILINE)) <= set(PLACEHOLDERS)


def test_the_scenario_in_the_developers_guide_passes(centre: Centre) -> None:
    [example] = re.findall(
        r"^```python\n(from santral[^`]*?def test_the_second.*?)^```",
        page("docs/developers.md"),
        re.S | re.M,
    )
    names: dict[str, Any] = {"Centre": Centre}

    exec(example, names)  # noqa: S102 - our own page

    [story] = [value for name, value in names.items() if name.startswith("test_")]
    story(centre)


def test_every_action_type_is_in_the_table_of_what_is_supported() -> None:
    assert first_column(page("docs/supported.md")) == sorted(ACTIONS)


def test_every_event_of_the_trace_is_in_the_developers_guide() -> None:
    _, _, rest = page("docs/developers.md").partition("\n## Debug with the trace\n")
    heads = "".join(re.findall(r"^\|([^|]+)\|", rest, re.MULTILINE))

    assert sorted(re.findall(r"`(\w+)`", heads)) == sorted(FIELDS)


def test_the_readme_counts_the_action_types_right() -> None:
    assert f"{len(ACTIONS)} action types" in page("README.md").replace("\n", " ")


def test_every_function_that_a_call_meets_is_in_the_table_of_the_design() -> None:
    functions = page("docs/design.md").partition("\n## Functions\n")[2].partition("\n## ")[0]

    met = {Trigger.FLOW, Trigger.KINESIS, Trigger.S3}
    assert first_column(functions) == [
        name for name, spec in FUNCTIONS.items() if spec.trigger in met
    ]


def test_every_make_target_that_the_docs_name_exists() -> None:
    named = {
        target
        for path in ("README.md", "docs/developers.md")
        for target in re.findall(r"(?:`|^)make ([a-z]+)", page(path), re.MULTILINE)
    }

    assert named <= set(re.findall(r"^([a-z]+):", page("Makefile"), re.MULTILINE))


def test_make_shows_every_target_with_what_it_does() -> None:
    targets = re.findall(r"^([a-z]+):.*?(## .+)?$", page("Makefile"), re.MULTILINE)

    assert [name for name, about in targets if not about] == []
