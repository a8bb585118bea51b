"""What signing up goes by: ids, names, codes, mails."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.mail_texts import code_mail, invitation_mail, known_mail
from santral.domain.sign_up import looks_like_a_link, new_code, new_tail, tenant_id

LANGUAGES = ["en", "it", "ru", "tr", "zh"]


@given(st.text(max_size=200), st.integers())
def test_whatever_a_business_is_called_its_id_is_one(name: str, seed: int) -> None:
    made = tenant_id(name, new_tail(Random(seed)))

    assert re.fullmatch(r"[a-z][a-z0-9-]{1,30}[a-z0-9]", made)
    assert "--" not in made


def test_two_businesses_of_one_name_have_two_ids() -> None:
    random = Random(7)

    made = {tenant_id("Serin Klima", new_tail(random)) for _ in range(1000)}

    assert len(made) == 1000


def test_a_code_has_six_digits_whatever_is_drawn() -> None:
    random = Random(7)

    codes = [new_code(random) for _ in range(2000)]

    assert all(re.fullmatch("[0-9]{6}", code) for code in codes)
    assert any(code.startswith("0") for code in codes)


@pytest.mark.parametrize(
    "text", ["https://evil.example", "see www.evil.example", "evil.com/x", "me@evil.example"]
)
def test_a_name_that_would_be_a_link_is_seen(text: str) -> None:
    assert looks_like_a_link(text)


@pytest.mark.parametrize("text", ["Serin Klima Ltd. Şti.", "Dr. A. Rossi", "24/7 Service", "北京"])
def test_a_name_that_is_none_is_let_through(text: str) -> None:
    assert not looks_like_a_link(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_mails_say_what_they_are_for_in_each_language(language: str) -> None:
    link = "https://pages.example/x#y"

    assert "012345" in code_mail(language, "012345").text
    assert link in known_mail(language, link).text
    invitation = invitation_mail(language, "Serin Klima", link)
    assert ("Serin Klima" in invitation.subject, link in invitation.text) == (True, True)


def test_a_language_that_is_not_there_is_english() -> None:
    assert code_mail("de", "012345") == code_mail("en", "012345")


def test_what_looks_like_a_placeholder_in_a_name_is_a_name() -> None:
    mail = invitation_mail("en", "{link} {0}", "https://pages.example")

    assert mail.subject == "{link} {0} invites you"
