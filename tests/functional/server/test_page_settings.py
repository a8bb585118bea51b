"""What the pages are told of where they are."""

from __future__ import annotations

from santral.domain.page_policy import content_security_policy, permissions_policy
from santral.local.server.application import new_application
from santral.local.server.page_settings import add_page_settings, page_hosts
from tests.functional.server.asking import ask


def test_everything_of_a_page_is_at_the_name_by_which_the_server_was_asked() -> None:
    app = new_application(lambda _: None)
    add_page_settings(app)

    answered = ask(app, "GET", "/settings.json", headers={"Host": "localhost:8090"})

    assert answered.headers["Cache-Control"] == "no-cache"
    assert answered.json == {
        "region": "eu-central-1",
        "ccp": {
            "url": "http://localhost:8090/ccp-v2/",
            "login_url": "http://localhost:8090/ccp-v2/login",
            "saml_url": None,
        },
        "chat": {"endpoint": "http://localhost:8090"},
        "identity": {
            "endpoint": "http://localhost:8090",
            "pool": "eu-central-1_santral00",
            "client": "5santral0pages0and0programs",
        },
        "phone": {"socket": "ws://localhost:8090/phone/socket"},
    }


def test_a_page_on_a_laptop_reaches_this_computer_and_nothing_else() -> None:
    policy = content_security_policy(page_hosts("localhost:8090"))
    told = {name: rest for name, _, rest in (part.partition(" ") for part in policy.split("; "))}

    assert told["default-src"] == "'self'"
    assert told["frame-src"] == "'self'"
    assert told["frame-ancestors"] == "'none'"
    assert told["media-src"] == "'self' http://127.0.0.1:8090"
    assert told["connect-src"] == (
        "'self' ws://localhost:8090 ws://127.0.0.1:8090 http://127.0.0.1:8090"
    )
    assert told["require-trusted-types-for"] == "'script'"
    assert "upgrade-insecure-requests" not in told
    assert permissions_policy().startswith("microphone=(self), ")
