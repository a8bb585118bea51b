"""Mails: where they land on a laptop, how they are shown, and how ours are sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from botocore.config import Config

from santral.domain.errors import DependencyError
from santral.local.attached import attach
from santral.local.identifiers import REGION
from santral.local.mail import MOST, Outbox, SesWire
from santral.local.server.application import new_application
from santral.local.server.mail import add_mail
from santral.stores.clients import new_session
from santral.stores.mail import Mail
from tests.functional.server.asking import ask

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def outbox() -> Outbox:
    return Outbox(lambda: NOW)


def served(outbox: Outbox) -> web.Application:
    app = new_application(lambda _: None)
    add_mail(app, outbox)
    return app


def ses(outbox: Outbox) -> Any:
    client = new_session().create_client(
        "sesv2",
        REGION,
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(retries={"total_max_attempts": 1}),
    )
    attach(client, "sesv2", SesWire(outbox, iter(map(str, range(100))).__next__))
    return client


def test_a_mail_of_ours_lands_where_its_reader_finds_it(outbox: Outbox) -> None:
    Mail(ses(outbox), "centre@santral.example").send("Ayse@Klima.example", "Hello", "Merhaba Ayşe")

    [letter] = outbox.letters("ayse@klima.example")
    assert (letter.to, letter.subject, letter.text) == (
        "Ayse@Klima.example",
        "Hello",
        "Merhaba Ayşe",
    )


def test_a_subject_is_one_line_whoever_named_what_stands_in_it(outbox: Outbox) -> None:
    subject = "Moda\r\nBcc: other@klima.example invites you"

    Mail(ses(outbox), "centre@santral.example").send("ayse@klima.example", subject, "x")

    assert outbox.letters()[-1].subject == "Moda Bcc: other@klima.example invites you"


def test_what_ses_refuses_is_a_failure_of_ours(outbox: Outbox) -> None:
    with pytest.raises(DependencyError) as failed:
        Mail(ses(outbox), "").send("ayse@klima.example", "Hello", "x")

    assert (failed.value.problem, failed.value.retryable) == ("BadRequestException", False)


def test_another_operation_of_ses_is_refused(outbox: Outbox) -> None:
    client = ses(outbox)

    with pytest.raises(client.exceptions.BadRequestException, match="Only SendEmail"):
        client.list_email_identities()


def test_the_newest_mail_stands_first_with_its_code(outbox: Outbox) -> None:
    outbox.send("a@klima.example", "First", "Your code is 111111")
    outbox.send("b@klima.example", "Second", "Your code is 222222")

    page = ask(served(outbox), "GET", "/mail")

    text = page.body.decode()
    assert text.index("Second") < text.index("First")
    assert '<strong class="code">222222</strong>' in text
    assert "2 so far." in text


def test_programs_read_the_same_as_json(outbox: Outbox) -> None:
    outbox.send("a@klima.example", "First", "Your code is 111111")

    assert ask(served(outbox), "GET", "/mail.json").json == {
        "letters": [
            {
                "at": "2026-11-23T09:00:00+00:00",
                "to": "a@klima.example",
                "subject": "First",
                "text": "Your code is 111111",
                "code": "111111",
            }
        ]
    }


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "https://x.example/\"onmouseover='alert(1)'",
        "</pre><h1>x</h1>",
        "{letters}",
        "javascript:alert(1)",
    ],
)
def test_whatever_a_mail_holds_is_text(outbox: Outbox, payload: str) -> None:
    outbox.send(payload, payload, payload)

    answer = ask(served(outbox), "GET", "/mail")

    text = answer.body.decode()
    shown = text.partition("<main>")[2]
    assert not any(each in shown for each in ("<script", "<img", "<h1>x", 'href="javascript'))
    assert "onmouseover='" not in shown
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "script" not in answer.headers["Content-Security-Policy"]


def test_a_link_in_a_mail_can_be_followed(outbox: Outbox) -> None:
    outbox.send("a@klima.example", "Invitation", "Come: https://santral.example/?i=1&t=2 soon")

    text = ask(served(outbox), "GET", "/mail").body.decode()

    link = "https://santral.example/?i=1&amp;t=2"
    assert f'Come: <a href="{link}">{link}</a> soon' in text


def test_old_mails_make_room(outbox: Outbox) -> None:
    for number in range(MOST + 1):
        outbox.send("a@klima.example", f"{number}", "x")

    assert len(outbox.letters()) == MOST
    assert outbox.letters()[-1].subject == "1"


def test_who_was_sent_no_code_has_none(outbox: Outbox) -> None:
    outbox.send("a@klima.example", "Hello", "no code")

    with pytest.raises(LookupError):
        outbox.code("a@klima.example")
