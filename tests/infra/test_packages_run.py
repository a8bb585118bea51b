"""Every package runs on what it brings: its modules, its layers, and the standard library."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import astuple, fields
from typing import Final

import pytest
from moto.server import ThreadedMotoServer

from functions.catalogue import FUNCTIONS
from functions.settings import SETTINGS
from santral.stores.clients import Clients
from santral.stores.seeding import create_tables, write_business
from santral.stores.tables import TableNames, bind
from tests.functional import sample
from tests.functional.cloud import call_event
from tests.infra.isolated import run

_NAMES: Final = TableNames(*(f"packed-{each.name}" for each in fields(TableNames)))
_ENVIRONMENT: Final = {
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "SANTRAL_QUARANTINE_BUCKET": "quarantine",
    **{each.variable: "1" for each in SETTINGS.values() if each.default is None},
    **{
        f"SANTRAL_{field.name.upper()}_TABLE": name
        for field, name in zip(fields(TableNames), astuple(_NAMES), strict=True)
    },
}
# They are asked something below; the rest is only loaded.
_ANSWERING: Final = ("api", "choose_queue", "identify_contact", "look_up_customer", "menu_step")
# Not by a call that goes well and parses no number.
_LOADED_WHEN_NEEDED: Final = {"aws_lambda_powertools", "phonenumbers", "santral.stores.connect"}


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """Serve the sample shop's tables to other processes."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    with redirect_stderr(io.StringIO()):  # werkzeug greets
        server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _ENVIRONMENT.items():
            patch.setenv(name, value)
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        client = Clients().dynamodb
        bind(client, _NAMES)
        create_tables(client, _NAMES)
        write_business(client, sample.shop(), sample.PEOPLE)
        yield {**_ENVIRONMENT, "AWS_ENDPOINT_URL": os.environ["AWS_ENDPOINT_URL"]}
    server.stop()


@pytest.mark.parametrize("function", sorted(FUNCTIONS.keys() - set(_ANSWERING)))
def test_a_package_imports_its_handler_alone(function: str) -> None:
    loaded = run(function)

    assert FUNCTIONS[function].handler.rpartition(".")[0] in loaded["modules"]


def test_the_packed_identify_contact_knows_a_caller(environment: dict[str, str]) -> None:
    ran = run("identify_contact", call_event(), environment=environment)

    assert ran["answers"][0]["known"] == "yes"
    assert ran["answers"][0]["customer_name"] == "Ayşe Yılmaz"


def test_the_packed_menu_step_takes_a_key(environment: dict[str, str]) -> None:
    ran = run("menu_step", call_event(menu="main", key="1"), environment=environment)

    assert ran["answers"][0]["queue"] == "sales"
    assert _LOADED_WHEN_NEEDED.isdisjoint(ran["modules"])


def test_the_packed_choose_queue_finds_the_queue(environment: dict[str, str]) -> None:
    ran = run("choose_queue", call_event(queue="sales"), environment=environment)

    assert ran["answers"][0]["queue"] == "sales"
    assert _LOADED_WHEN_NEEDED.isdisjoint(ran["modules"])


def test_the_packed_look_up_customer_shows_a_card(environment: dict[str, str]) -> None:
    ran = run("look_up_customer", call_event(), environment=environment)

    assert ran["answers"][0]["found"] == "yes"


def test_the_packed_api_refuses_who_brings_no_token(environment: dict[str, str]) -> None:
    request = {
        "httpMethod": "GET",
        "path": "/v1/me",
        "headers": {},
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "body": None,
        "isBase64Encoded": False,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": "/v1/me",
            "httpMethod": "GET",
            "path": "/live/v1/me",
            "identity": {"sourceIp": "192.0.2.1"},
        },
    }

    ran = run("api", request, environment=environment)

    assert ran["answers"][0]["statusCode"] == 401
    assert {"chalice.app", "jwt", "pydantic"} <= set(ran["modules"])
