"""Any DynamoDB can take moto's place, by AWS's own environment variable."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any

import botocore.session
import pytest

from santral.domain.errors import DependencyError, InputError
from santral.local.cloud import RECORDINGS_BUCKET, TABLES, Cloud
from santral.local.endpoints import dynamodb_elsewhere
from santral.local.state.state import State
from santral.stores.seeding import write_business
from santral.stores.tables import bind
from santral.stores.tenant_guard import acting_for
from santral.stores.tenants import load
from tests.fakes.dynamodb_server import dynamodb_server
from tests.functional import sample

ENDPOINT = "AWS_ENDPOINT_URL_DYNAMODB"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with dynamodb_server() as url:
        yield url


@pytest.fixture
def elsewhere(address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(ENDPOINT, address)
    return address


def look(url: str, region: str = "eu-central-1") -> Any:
    """Make a client as another program would."""
    return botocore.session.get_session().create_client(
        "dynamodb",
        region_name=region,
        endpoint_url=url,
        aws_access_key_id="other",
        aws_secret_access_key="other",
    )


def test_a_business_is_kept_there_and_not_in_the_state(elsewhere: str, tmp_path: Path) -> None:
    with State.open(tmp_path) as state, Cloud() as cloud:
        state.keep(cloud)
        bind(cloud.clients.dynamodb, TABLES)
        write_business(cloud.clients.dynamodb, sample.shop(), sample.PEOPLE)
        cloud.s3.put_object(Bucket=RECORDINGS_BUCKET, Key="a", Body=b"a")
        state.compact()
        assert list(state.entries("dynamodb")) == []

    assert look(elsewhere).scan(TableName=TABLES.tenants)["Items"][0]["pk"] == {"S": "shop"}
    with State.open(tmp_path) as state, Cloud() as cloud:
        state.keep(cloud)
        bind(cloud.clients.dynamodb, TABLES)
        assert cloud.dynamodb_is_elsewhere
        with acting_for("shop"):
            assert load("shop") == sample.shop()
        assert cloud.s3.get_object(Bucket=RECORDINGS_BUCKET, Key="a")["Body"].read() == b"a"


def test_its_requests_are_counted_and_guarded_as_ever(elsewhere: str) -> None:
    with Cloud() as cloud, acting_for("shop"):
        key: Any = {"pk": {"S": "shop"}, "sk": {"S": "nothing"}}
        cloud.clients.dynamodb.get_item(TableName=TABLES.tenants, Key=key)

        assert cloud.requests == {("dynamodb", "GetItem"): 1}


def test_region_and_keys_are_those_of_the_environment(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "mine")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")

    with Cloud() as cloud:
        signer: Any = cloud.clients.dynamodb._request_signer  # type: ignore[attr-defined]
        assert signer._credentials.access_key == "mine"

    tables = look(elsewhere, "eu-west-3").list_tables()["TableNames"]
    assert sorted(tables) == sorted(astuple(TABLES))


def test_what_moto_kept_before_is_there_when_it_is_moto_again(
    elsewhere: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ENDPOINT)
    with State.open(tmp_path) as state, Cloud() as cloud:
        state.keep(cloud)
        bind(cloud.clients.dynamodb, TABLES)
        write_business(cloud.clients.dynamodb, sample.shop(), sample.PEOPLE)

    monkeypatch.setenv(ENDPOINT, elsewhere)
    with State.open(tmp_path) as state, Cloud() as cloud:
        state.keep(cloud)
        state.compact()

    monkeypatch.delenv(ENDPOINT)
    with State.open(tmp_path) as state, Cloud() as cloud:
        state.keep(cloud)
        bind(cloud.clients.dynamodb, TABLES)
        with acting_for("shop"):
            assert load("shop") == sample.shop()


def test_an_address_where_nobody_answers_is_told_by_the_variable(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENDPOINT, "http://127.0.0.1:9")

    with (
        pytest.raises(
            DependencyError, match=f"^dynamodb: no answer from the address in {ENDPOINT}$"
        ),
        Cloud(),
    ):
        pass


def test_an_address_that_accepts_and_says_nothing_is_told_likewise(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv(ENDPOINT, f"http://127.0.0.1:{silent.getsockname()[1]}")

        with (
            pytest.raises(
                DependencyError, match=f"^dynamodb: no answer from the address in {ENDPOINT}$"
            ),
            Cloud(),
        ):
            pass


def test_what_is_no_address_is_told_by_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENDPOINT, "localhost:8000")

    with pytest.raises(InputError, match=f"^{ENDPOINT}: expected an address"), Cloud():
        pass


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {ENDPOINT: ""},
        {ENDPOINT: "http://localhost:8000", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"},
        {"AWS_ENDPOINT_URL": "http://localhost:4566"},
    ],
)
def test_without_the_variable_dynamodb_is_motos(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    with Cloud() as cloud:
        tables = cloud.unguarded("dynamodb").list_tables()["TableNames"]

    assert sorted(tables) == sorted(astuple(TABLES))


def test_any_key_will_do_where_the_environment_names_none() -> None:
    assert dynamodb_elsewhere({ENDPOINT: "https://dynamodb.eu-west-1.amazonaws.com"}) == {
        "endpoint_url": "https://dynamodb.eu-west-1.amazonaws.com",
        "region_name": "eu-central-1",
        "aws_access_key_id": "local",
        "aws_secret_access_key": "local",
    }
