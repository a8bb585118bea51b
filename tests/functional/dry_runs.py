"""The sample shop, tried out by its owner before anybody can call it."""

from __future__ import annotations

from typing import Any

from functions.dry_run.handler import dry_run
from santral.domain.plain import to_plain
from santral.local import businesses

KLIMA = businesses.load("klima")
SHOP_TR, SHOP_RU = "+902120000001", "+902120000002"
AYSE, AYSE_LOCAL = "+905321112233", "0532 111 22 33"
MONDAY, SUNDAY = "2026-11-23T10:30", "2026-11-22T10:30"


def draft(**changes: Any) -> dict[str, Any]:
    """Write the shop as the page sends it, with sections replaced."""
    plain: dict[str, Any] = to_plain(KLIMA.tenant)
    return {**plain, **changes}


def tried(**wish: Any) -> dict[str, Any]:
    """Ring the stored shop on a Monday morning, unless told otherwise."""
    return dry_run({"tenant": "klima", "at": MONDAY, **wish})


def labels(answer: dict[str, Any]) -> list[str]:
    return [line["label"] for line in answer["lines"]]


def texts(answer: dict[str, Any], label: str) -> list[str]:
    return [line["text"] for line in answer["lines"] if line["label"] == label]
