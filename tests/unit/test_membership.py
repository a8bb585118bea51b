"""Who may make whom what."""

from __future__ import annotations

import pytest

from santral.domain.access import Kind, Principal, Role
from santral.domain.membership import may_give

PEOPLE = {
    Role.OWNER: "owner admin supervisor agent analyst",
    Role.ADMIN: "admin supervisor agent analyst",
    Role.SUPERVISOR: "supervisor agent analyst",
    Role.AGENT: "agent analyst",
    Role.ANALYST: "agent analyst",
    Role.OPERATOR: "",
}
PROGRAMS = {
    Role.OWNER: "admin supervisor agent analyst",
    Role.ADMIN: "supervisor agent analyst",
    Role.SUPERVISOR: "agent analyst",
    Role.AGENT: "",
    Role.ANALYST: "",
    Role.OPERATOR: "",
}


@pytest.mark.parametrize("role", Role)
def test_people_give_what_they_have_and_less(role: Role) -> None:
    asker = Principal("z", "shop", role)

    assert [each for each in Role if may_give(asker, each)] == PEOPLE[role].split()


@pytest.mark.parametrize("role", Role)
def test_programs_give_less_than_they_have(role: Role) -> None:
    asker = Principal("k", "shop", role, Kind.KEY)

    assert [each for each in Role if may_give(asker, each)] == PROGRAMS[role].split()
