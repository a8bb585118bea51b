"""Logical names in a flow's file: replaced inside their strings, or told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.errors import FlowDefinitionError
from santral.domain.placeholders import resolve


def flow(value: str) -> str:
    actions = [{"Identifier": "ask the menu", "Parameters": {"LambdaFunctionARN": value}}]
    return json.dumps({"Actions": actions})


def read(content: str) -> str:
    return str(json.loads(content)["Actions"][0]["Parameters"]["LambdaFunctionARN"])


def test_a_name_is_replaced() -> None:
    names = {"lambda.menu_step": "arn:aws:lambda:x", "tenant": "shop"}
    resolved = resolve(flow("${lambda.menu_step}/${tenant}"), names, file="menu.json")
    assert read(resolved) == "arn:aws:lambda:x/shop"


@given(st.text())
def test_whatever_replaces_a_name_stays_inside_its_string(value: str) -> None:
    assert read(resolve(flow("a${tenant}b"), {"tenant": value}, file="x")) == f"a{value}b"


def test_what_replaces_a_name_is_not_looked_through_again() -> None:
    names = {"tenant": "${flow.inbound}"}
    assert read(resolve(flow("${tenant}"), names, file="x")) == "${flow.inbound}"


def test_references_and_single_brackets_are_left_alone() -> None:
    assert read(resolve(flow("$.Attributes.x {y} $5"), {}, file="x")) == "$.Attributes.x {y} $5"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("${lambda.menu}", "nothing is called ${lambda.menu} here"),
        ("${Menu Step}", "a placeholder is written as ${kind.name}"),
        ("${}", "a placeholder is written as ${kind.name}"),
    ],
)
def test_an_unknown_name_is_told_with_its_file_and_block(written: str, problem: str) -> None:
    with pytest.raises(FlowDefinitionError) as told:
        resolve(flow(written), {"lambda.menu_step": "arn"}, file="menu.json")
    assert str(told.value) == f"menu.json: block 'ask the menu': Actions[0]: {problem}"


@pytest.mark.parametrize(
    "content",
    ['{"Metadata": "${x}"}', "not JSON ${x}", '["${x}"]', '{"Actions": 3, "a": "${x}"}'],
)
def test_an_unknown_name_outside_of_a_block_is_told_too(content: str) -> None:
    with pytest.raises(FlowDefinitionError, match=r"^menu.json: \$: nothing is called"):
        resolve(content, {}, file="menu.json")
