"""The evaluator of policies decides as AWS documents it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.infra.iam import Context, UnknownElementError, is_allowed, trusts

ANY = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
KEYS = "dynamodb:LeadingKeys"


def on(conditions: Mapping[str, Any], **more: Any) -> list[dict[str, Any]]:
    allow = {"Effect": "Allow", "Action": "d:Get", "Resource": "r", "Condition": conditions}
    return [{**allow, **more}]


def test_what_no_statement_allows_is_refused() -> None:
    assert not is_allowed([], "s3:GetObject", "a", {})
    assert not is_allowed([ANY], "sqs:SendMessage", "a", {})


def test_what_one_statement_denies_no_other_allows() -> None:
    deny = {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:kept/*"}

    assert is_allowed([ANY, deny], "s3:DeleteObject", "arn:other/1", {})
    assert not is_allowed([ANY, deny], "s3:DeleteObject", "arn:kept/1", {})
    assert not is_allowed([deny, ANY], "S3:deleteobject", "arn:kept/1", {})


@pytest.mark.parametrize(
    ("resource", "asked", "expected"),
    [
        ("a/*", "a/b/c", True),
        ("a/*", "a", False),
        ("a/?", "a/b", True),
        ("a/?", "a/bc", False),
        ("a.c", "abc", False),
        ("A", "a", False),
        (["x", "a*"], "ab", True),
    ],
)
def test_a_resource_may_have_wildcards(resource: Any, asked: str, *, expected: bool) -> None:
    statement = {"Effect": "Allow", "Action": ["d:Get"], "Resource": resource}

    assert is_allowed([statement], "d:Get", asked, {}) is expected


@pytest.mark.parametrize(
    ("conditions", "context", "expected"),
    [
        ({"StringEquals": {"k": ["a", "b"]}}, {"k": "b"}, True),
        ({"StringEquals": {"k": "a*"}}, {"k": "ab"}, False),
        ({"StringEquals": {"k": "a"}}, {}, False),
        ({"StringEquals": {"K": "a"}}, {"k": "a"}, True),
        ({"StringEqualsIfExists": {"k": "a"}}, {}, True),
        ({"StringEqualsIfExists": {"k": "a"}}, {"k": "b"}, False),
        ({"StringNotEquals": {"k": ["a", "b"]}}, {"k": "b"}, False),
        ({"StringNotEquals": {"k": "a"}}, {}, True),
        ({"StringLike": {"k": "a*"}}, {"k": "ab"}, True),
        ({"StringNotLike": {"k": "a*"}}, {"k": "ab"}, False),
        ({"StringEquals": {"k": "a", "l": "b"}}, {"k": "a"}, False),
        ({"StringEquals": {"k": "a"}, "StringLike": {"l": "b*"}}, {"k": "a", "l": "bc"}, True),
        ({"Bool": {"k": "true"}}, {"k": "true"}, True),
        ({"ArnLike": {"k": "arn:*:x"}}, {"k": "arn:aws:x"}, True),
        ({"Null": {"k": "true"}}, {}, True),
        ({"Null": {"k": "true"}}, {"k": "a"}, False),
        ({"Null": {"k": "false"}}, {"k": "a"}, True),
        ({"Null": {"k": "false"}}, {"k": ()}, False),
        ({"ForAllValues:StringLike": {"k": ["a", "b*"]}}, {"k": ("a", "bc")}, True),
        ({"ForAllValues:StringLike": {"k": ["a", "b*"]}}, {"k": ("a", "c")}, False),
        ({"ForAllValues:StringLike": {"k": "a"}}, {}, True),
        ({"ForAnyValue:StringEquals": {"k": "a"}}, {"k": ("b", "a")}, True),
        ({"ForAnyValue:StringEquals": {"k": "a"}}, {}, False),
    ],
)
def test_conditions_hold_as_documented(
    conditions: Mapping[str, Any], context: Mapping[str, Any], *, expected: bool
) -> None:
    assert is_allowed(on(conditions), "d:Get", "r", context) is expected


def test_a_variable_has_the_value_of_the_request() -> None:
    own = on({"StringLike": {"k": "${aws:PrincipalTag/tenant}#*"}})

    assert is_allowed(own, "d:Get", "r", {"k": "a#1", "aws:PrincipalTag/tenant": "a"})
    assert not is_allowed(own, "d:Get", "r", {"k": "ab#1", "aws:PrincipalTag/tenant": "a"})
    assert not is_allowed(own, "d:Get", "r", {"k": "ab#1", "aws:PrincipalTag/tenant": "a*"})
    assert not is_allowed(own, "d:Get", "r", {"k": "#1"})


def test_what_it_does_not_know_it_does_not_judge() -> None:
    with pytest.raises(UnknownElementError):
        is_allowed(on({"NumericLessThan": {"k": "1"}}), "d:Get", "r", {"k": "0"})
    with pytest.raises(UnknownElementError):
        is_allowed(on({}, NotAction="d:Put"), "d:Get", "r", {})


def test_a_role_trusts_whom_its_policy_names() -> None:
    trust = [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": ["a", "b"]}}]

    assert trusts(trust, "b", "sts:AssumeRole", {})
    assert not trusts(trust, "c", "sts:AssumeRole", {})
    assert not trusts(trust, "b", "sts:TagSession", {})


@given(
    st.lists(st.sampled_from(["klima", "klima#a", "klima2", "platform#x", "bakery"]), min_size=1),
)
def test_of_many_keys_one_that_is_foreign_is_enough(keys: list[str]) -> None:
    session: Context = {"aws:PrincipalTag/tenant": "klima", KEYS: tuple(keys)}
    tag = "${aws:PrincipalTag/tenant}"
    own = on({"ForAllValues:StringLike": {KEYS: [tag, f"{tag}#*"]}, "Null": {KEYS: "false"}})

    expected = all(each.partition("#")[0] == "klima" for each in keys)

    assert is_allowed(own, "d:Get", "r", session) is expected
