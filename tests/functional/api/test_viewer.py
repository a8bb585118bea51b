"""Where a request came from: the gateway's word, or CloudFront's where that stands before it."""

from __future__ import annotations

from tests.functional.api.conftest import World
from tests.functional.api.wishes import WISH

HEADER = "X-Santral-Viewer"
A, B = "198.51.100.7", "203.0.113.9"


def signing_up(world: World, *addresses: str) -> list[int]:
    """Return what sign-ups were answered whose header says that they came from these."""
    return [
        world.client.send(
            "POST",
            "/v1/sign-up",
            {**WISH, "email": f"a{number}@klima.example"},
            headers={HEADER: address, "Idempotency-Key": f"viewer-{number}"},
        ).status
        for number, address in enumerate(addresses)
    ]


def test_behind_cloudfront_each_viewer_has_an_allowance_of_their_own(world: World) -> None:
    world.environment |= {
        "SANTRAL_VIEWER_HEADER": "x-santral-viewer",
        "SANTRAL_SIGN_UPS_PER_ADDRESS": "1",
    }

    assert signing_up(world, A, B, A) == [200, 200, 429]


def test_elsewhere_nobody_gets_another_allowance_by_writing_the_header(world: World) -> None:
    world.environment["SANTRAL_SIGN_UPS_PER_ADDRESS"] = "1"

    assert signing_up(world, A, B) == [200, 429]
