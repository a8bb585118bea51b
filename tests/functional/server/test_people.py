"""Whoever tries the samples signs in as one of their people, at once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from functions.wiring import collaborators
from santral.domain.access import Role
from santral.local import businesses
from santral.local.gateway import Sent
from santral.local.server.serving import Plan, Served, opened
from santral.stores import accounts, members
from santral.stores.identity_values import Challenge, Tokens
from tests.functional.server.asking import Answered, ask_at


def story(tell: Any, state: Path | None = None) -> None:
    async def told() -> None:
        plan = Plan([businesses.load("klima")], port=0, state=state)
        async with opened(plan) as centre:
            await asyncio.to_thread(tell, centre)

    asyncio.run(told())


def people_at(centre: Served) -> Answered:
    return ask_at(f"{centre.address}/people")


def test_every_agent_has_a_person_and_the_business_has_who_leads_it() -> None:
    def tell(centre: Served) -> None:
        answered = people_at(centre)
        listed = answered.json

        assert answered.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answered.headers
        assert [(each["email"], each["role"], each["agent"]) for each in listed] == [
            ("owner@klima.example", "owner", ""),
            ("admin@klima.example", "admin", ""),
            ("deniz@klima.example", "supervisor", "deniz"),
            ("elif@klima.example", "agent", "elif"),
            ("mert@klima.example", "agent", "mert"),
            ("olga@klima.example", "agent", "olga"),
            ("hakan@klima.example", "agent", "hakan"),
            ("timur@klima.example", "agent", "timur"),
            ("", "operator", ""),
        ]
        assert {each["business"] for each in listed} == {"Serin Klima", "Santral"}
        assert [each["name"] for each in listed if "code" in each] == ["Owner", "Admin"]

    story(tell)


def test_an_agent_signs_in_by_the_password_alone_and_takes_contacts_as_themselves() -> None:
    def tell(centre: Served) -> None:
        password = people_at(centre).json[3]["password"]

        session = collaborators().identity.sign_in("elif@klima.example", password)

        assert isinstance(session, Tokens)
        header = ("Authorization", f"Bearer {session.access}")
        me = centre.door.gateway.answer(Sent("GET", "/v1/me", (header,))).json()
        assert (me["name"], me["role"], me["agent"]) == ("Elif Koç", "agent", "elif")

    story(tell)


def test_an_owner_is_asked_for_a_second_factor_and_the_code_is_shown() -> None:
    def tell(centre: Served) -> None:
        for _ in range(2):  # at once again, though a code is good once
            owner = people_at(centre).json[0]
            challenge = collaborators().identity.sign_in(owner["email"], owner["password"])
            assert isinstance(challenge, Challenge)
            session = collaborators().identity.answer_challenge(challenge, owner["code"])
            assert isinstance(session, Tokens)
        member = next(each.value for each in members.all_of("klima") if not each.value.agent)
        assert accounts.load("klima").value.owners == (
            collaborators().identity.find("owner@klima.example").subject,  # type: ignore[union-attr]
        )
        assert member.role in (Role.OWNER, Role.ADMIN)

    story(tell)


def test_the_password_and_the_people_are_those_of_the_state(tmp_path: Path) -> None:
    heard: list[Any] = []

    for _ in range(2):
        story(
            lambda centre: heard.append(
                [(each["email"], each["password"]) for each in people_at(centre).json]
            ),
            tmp_path,
        )

    assert heard[0] == heard[1]
