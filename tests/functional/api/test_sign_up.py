"""Signing up: a code, and with it a password and a business."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.domain.members import Member
from santral.stores import accounts, members, tenants
from santral.stores.tenant_guard import PLATFORM, acting_for
from tests.functional.api.conftest import World
from tests.functional.api.people import identity
from tests.functional.api.wishes import (
    EMAIL,
    PASSWORD,
    breaking_at,
    confirm,
    is_write,
    sign_up,
    wrong,
)
from tests.functional.cloud import items


def test_who_signs_up_has_a_business_once_the_code_came_back(world: World) -> None:
    begun = sign_up(world)
    confirmed = confirm(world)

    assert (begun.status, begun.json()) == (200, {"state": "check_your_mail"})
    assert confirmed.status == 200
    tenant = confirmed.json()["tenant"]
    assert tenant.startswith("serin-klima-")
    account = accounts.load(tenant).value
    assert (account.name, account.state.value, account.country) == ("Serin Klima", "verified", "TR")
    assert [(each.document, each.version) for each in account.agreements] == [
        ("terms", "2026-11"),
        ("privacy", "2026-11"),
    ]
    with acting_for(tenant):
        profile = tenants.load(tenant)
    assert (profile.name, profile.timezone) == ("Serin Klima", "Europe/Istanbul")


def test_who_signs_up_can_see_what_is_agreed_to(world: World) -> None:
    shown = world.client.get("/v1/agreements")

    assert (shown.status, shown.json()) == (200, {"terms": "2026-11", "privacy": "2026-11"})


def test_the_one_who_signed_up_owns_the_business(world: World) -> None:
    sign_up(world)
    tenant = confirm(world).json()["tenant"]

    user = world.pool.users.find(EMAIL)
    assert user is not None
    member = members.find(user.sub)
    assert member is not None
    assert (member.value.role, member.value.tenant) == (Role.OWNER, tenant)
    assert accounts.load(tenant).value.owners == (user.sub,)


def test_before_the_code_comes_back_there_is_no_user_and_no_business(world: World) -> None:
    users, businesses = len(world.pool.users), len(accounts.listed(limit=50).items)

    sign_up(world)

    assert len(world.pool.users) == users
    assert len(accounts.listed(limit=50).items) == businesses


def test_known_and_unknown_addresses_are_answered_alike(world: World) -> None:
    sign_up(world)
    confirm(world)

    known, unknown = sign_up(world), sign_up(world, email="mehmet@klima.example")

    assert (known.status, known.body) == (unknown.status, unknown.body)
    assert world.outbox.letters(EMAIL)[0].subject == "Zaten bir hesabınız var"
    assert world.outbox.letters("mehmet@klima.example")[0].subject == "Kodunuz"


def test_a_mail_that_anybody_can_have_sent_holds_nothing_that_somebody_wrote(world: World) -> None:
    sign_up(world, name="Buy Cheap", business_name="Buy Cheap Watches")

    [letter] = world.outbox.letters(EMAIL)
    assert "Buy" not in letter.subject + letter.text


def test_what_was_agreed_to_has_to_be_in_force(world: World) -> None:
    refused = sign_up(world, accepted={"terms": "2020-01", "privacy": "2026-11"})

    assert refused.status == 422
    assert refused.json()["errors"] == [
        {"path": "body.accepted.terms", "expected": "the version that is in force"}
    ]
    assert world.outbox.letters() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("email", "a@b.example\nBcc: c@d.example"),
        ("name", ""),
        ("business_name", "see https://evil.example"),
        ("business_name", "x" * 81),
        ("business_name", "Moda Cafe\nPay at once"),
        ("business_name", "Moda Cafe\u2028Pay at once"),
        ("country", "Turkey"),
        ("language", "xx"),
        ("template", "bank"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(world: World, field: str, value: str) -> None:
    refused = sign_up(world, **{field: value})

    assert refused.status == 422
    assert refused.json()["errors"][0]["path"] == f"body.{field}"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("template", "bank", "'shop', 'clinic', 'hotline' or 'client'"),
        ("name", "", "at least 1 character"),
        ("country", "Turkey", "text that matches '^[A-Z]{2}$'"),
    ],
)
def test_what_was_expected_is_said_without_what_it_was_expected_of(
    world: World, field: str, value: str, expected: str
) -> None:
    refused = sign_up(world, **{field: value})

    assert refused.json()["errors"] == [{"path": f"body.{field}", "expected": expected}]


def test_a_business_whose_law_cannot_be_met_is_told_which_and_kept_nowhere(world: World) -> None:
    refused = sign_up(world, country="RU", language="ru")

    assert refused.status == 422
    assert refused.json()["errors"] == [
        {
            "path": "body.country",
            "expected": "a country that can be served: the law (152-FZ) has data of people in "
            "Russia kept in Russia, where AWS has no Region",
        }
    ]
    assert world.outbox.letters() == []
    assert confirm(world, "000000").status == 422


@pytest.mark.parametrize(
    "password", ["short-A1", "no-capital-letter-1", "NO-SMALL-LETTER-1", "No-digit-anywhere"]
)
def test_a_weak_password_is_refused_and_uses_no_code_up(world: World, password: str) -> None:
    sign_up(world)

    refused = confirm(world, password=password)

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.password")
    assert confirm(world).status == 200


def test_five_wrong_codes_use_a_code_up_and_another_can_be_had(world: World) -> None:
    sign_up(world)
    code = world.outbox.code(EMAIL)
    tried = [confirm(world, wrong(code)).status for _ in range(5)]

    used_up = confirm(world, code)
    world.client.post("/v1/sign-up/resend", {"email": EMAIL})

    assert (tried, used_up.status) == ([422] * 5, 422)
    assert confirm(world).status == 200


def test_two_guesses_at_once_are_two(world: World) -> None:
    sign_up(world)
    code = world.outbox.code(EMAIL)
    inner: list[int] = []

    def guess_in_between(request: Any) -> None:
        if is_write(request):
            world.cloud.dynamodb.fault = None
            inner.append(confirm(world, wrong(code)).status)

    world.cloud.dynamodb.fault = guess_in_between
    outer = confirm(world, wrong(code))

    [kept] = [x for x in items(world.cloud, "t-work") if x["pk"]["S"] == f"{PLATFORM}#sign-up"]
    assert (outer.status, inner) == (422, [422])
    assert '"tries":2' in kept["content"]["S"].replace(" ", "")


def test_after_a_day_the_code_is_good_no_more(world: World) -> None:
    sign_up(world)
    world.later(hours=24)

    assert confirm(world).status == 422
    assert world.pool.users.find(EMAIL) is None


def test_of_two_wishes_for_one_address_the_last_counts(world: World) -> None:
    sign_up(world, business_name="Somebody's joke", name="Nobody")
    sign_up(world)

    assert confirm(world).json()["business_name"] == "Serin Klima"


def test_the_same_confirmation_again_makes_nothing_new(world: World) -> None:
    sign_up(world)
    first, again = confirm(world), confirm(world)

    assert (again.status, again.body) == (200, first.body)
    assert len(accounts.listed(limit=50).items) == 3


def test_a_second_password_with_the_same_code_changes_nothing(world: World) -> None:
    sign_up(world)
    confirm(world)

    confirm(world, password="another-Password-8")

    body = {"email": EMAIL, "password": PASSWORD}
    assert world.client.post("/v1/session", body).status == 200


def owner_of(number: int) -> Member:
    user = identity().find(f"a{number}@klima.example")
    found = members.find(user.subject) if user is not None else None
    assert found is not None
    return found.value


@pytest.mark.parametrize("how", ["be_unreachable", "deny"])
def test_what_broke_off_at_any_write_is_finished_by_the_same_confirmation(
    world: World, how: str
) -> None:
    """Before the write is carried out, and after it."""
    world.environment["SANTRAL_SIGN_UPS_PER_ADDRESS"] = "100"
    broken, finished = [], []

    for breaks_at in range(1, 12):
        email = f"a{breaks_at}@klima.example"
        sign_up(world, email=email)
        code = world.outbox.code(email)
        world.cloud.dynamodb.fault = breaking_at(world, breaks_at, how)
        broken.append(confirm(world, code, email=email).status)
        world.cloud.dynamodb.fault = None
        finished.append(confirm(world, code, email=email).status)

    assert [status >= 500 for status in broken] == [True] * 10 + [False]
    assert finished == [200] * 11
    assert len(accounts.listed(limit=50).items) == 2 + 11
    owners = [each for each in map(owner_of, range(1, 12)) if each.agent == "owner"]
    assert len(owners) == 11
    body = {"email": "a7@klima.example", "password": PASSWORD}
    assert world.client.post("/v1/session", body).status == 200


def test_a_user_of_no_business_does_not_keep_an_address(world: World) -> None:
    """Such as one of another sign-up, or of an invitation, that broke off."""
    identity().create_confirmed(EMAIL, "Mine-for-ever-1", made_for="something else")
    sign_up(world)

    assert confirm(world).status == 200
    assert world.client.post("/v1/session", {"email": EMAIL, "password": PASSWORD}).status == 200


def test_one_network_address_signs_up_so_often_a_day(world: World) -> None:
    world.cloud.clock.now = world.cloud.clock.now.replace(hour=23, minute=0)
    statuses = [sign_up(world, email=f"a{n}@klima.example").status for n in range(6)]
    refused = sign_up(world, email="b@klima.example")
    world.later(hours=1)

    assert statuses == [200] * 5 + [429]
    assert refused.headers["Retry-After"] == "3600"
    assert sign_up(world, email="b@klima.example").status == 200


def test_one_address_is_mailed_so_often_a_day(world: World) -> None:
    sign_up(world)
    statuses = [world.client.post("/v1/sign-up/resend", {"email": EMAIL}).status for _ in range(6)]

    assert statuses == [200] * 4 + [429] * 2
    assert len(world.outbox.letters(EMAIL)) == 5


def test_so_many_sign_up_in_a_day_all_together(world: World) -> None:
    world.environment |= {
        "SANTRAL_SIGN_UPS_PER_DAY": "2",
        "SANTRAL_SIGN_UPS_PER_ADDRESS": "100",
    }

    statuses = [sign_up(world, email=f"a{n}@klima.example").status for n in range(3)]

    assert statuses == [200, 200, 429]


def test_who_waits_for_no_code_gets_none_and_is_answered_alike(world: World) -> None:
    nobody = world.client.post("/v1/sign-up/resend", {"email": EMAIL})

    assert (nobody.status, nobody.json()) == (200, {"state": "check_your_mail"})
    assert world.outbox.letters() == []


def test_counts_are_kept_under_names_that_say_nothing(world: World) -> None:
    sign_up(world)

    keys = [each["pk"]["S"] for each in items(world.cloud, "t-work")]
    assert all(key.startswith(PLATFORM) for key in keys)
    assert not any("klima" in key or "127.0.0.1" in key for key in keys)


def test_nothing_personal_is_logged(world: World) -> None:
    world.cloud.dynamodb.fault = world.cloud.dynamodb.deny
    assert sign_up(world).status == 500
    assert confirm(world, "123456").status == 500

    logged = world.cloud.log.getvalue()
    assert not any(each in logged for each in (EMAIL, "Ayşe", "Serin", PASSWORD, "123456"))
