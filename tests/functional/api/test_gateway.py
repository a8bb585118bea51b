"""The gateway of a laptop: which resource a path leads to."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.gateway import Gateway, Sent

PATHS = ("/v1", "/v1/cups", "/v1/cups/{cup_id}", "/v1/cups/search")


@pytest.fixture
def gateway() -> Gateway:
    def app(event: Any, _context: Any) -> dict[str, Any]:
        return {"statusCode": 200, "body": event["resource"]}

    return Gateway(app, PATHS, lambda: "r-1")


def found(gateway: Gateway, target: str) -> str:
    reply = gateway.answer(Sent("GET", target))
    return reply.body.decode() if reply.status == 200 else str(reply.status)


@pytest.mark.parametrize(
    ("target", "resource"),
    [
        ("/v1", "/v1"),
        ("/v1/cups?limit=1", "/v1/cups"),
        ("/v1/cups/search", "/v1/cups/search"),
        ("/v1/cups/c-1", "/v1/cups/{cup_id}"),
        ("/v1/cups/a%2Fb", "/v1/cups/{cup_id}"),
        ("/v1/cups/", "/v1/cups"),
        ("/v2", "404"),
        ("/", "404"),
        ("/v1/cups/c-1/more", "404"),
    ],
)
def test_a_path_leads_to_its_resource(gateway: Gateway, target: str, resource: str) -> None:
    assert found(gateway, target) == resource


@pytest.mark.parametrize("target", ["/v1//v1", "/v1//cups", "/v1/cups//s", "/v1/cups//x", "//"])
def test_an_empty_part_of_a_path_is_the_name_of_nothing(gateway: Gateway, target: str) -> None:
    assert found(gateway, target) == "404"
