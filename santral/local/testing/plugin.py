"""The pytest plugin: fixtures that open a centre for a test and check the invariants after it.

`centre` is a whole one: shipped flows, real handlers, moto, the sample business. `small_centre` is
built by hand and needs none of it. Both run on virtual time; `--clock=real` lets them run by the
wall clock, a hundred times as fast. `connect_account` answers for Amazon Connect's API.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from santral.local.testing.small import SmallCentre

if TYPE_CHECKING:
    from santral.local.connect.in_process import Mocked
    from santral.local.testing.whole import WholeCentre

RATE = 100.0


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("santral").addoption(
        "--clock",
        choices=("virtual", "real"),
        default="virtual",
        help="the time of the centres in tests: jump, or follow the wall clock a hundredfold",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "opens(*businesses, at=…, faults=…, customers=…): how the fixture `centre` is opened;"
        " a business by the name of a shipped one, or as read from a file",
    )
    config.addinivalue_line(
        "markers",
        "connect(seed=…, functions=…, quotas=…, throttling=…): how `connect_account` is opened",
    )


@pytest.fixture
def clock_rate(request: pytest.FixtureRequest) -> float | None:
    """Timeline seconds for a second of the wall clock; None where time jumps."""
    return RATE if request.config.getoption("--clock") == "real" else None


@pytest.fixture
def small_centre(clock_rate: float | None) -> Iterator[SmallCentre]:
    centre = SmallCentre(rate=clock_rate)
    yield centre
    centre.check()


@pytest.fixture
def centre(request: pytest.FixtureRequest, clock_rate: float | None) -> Iterator[WholeCentre]:
    """A whole centre; open as the marker `opens` says, else the sample shop on a Monday morning."""
    # Only here: moto and botocore take a second to import, and this plugin is in every pytest run.
    from santral.local import businesses
    from santral.local.testing.whole import open_centre

    marker = request.node.get_closest_marker("opens")
    names, wishes = (marker.args or ("klima",), marker.kwargs) if marker else (("klima",), {})
    chosen = [businesses.load(each) if isinstance(each, str) else each for each in names]
    with open_centre(chosen, rate=clock_rate, **wishes) as opened:
        yield opened
        opened.check()


@pytest.fixture
def connect_account(request: pytest.FixtureRequest) -> Iterator[Mocked]:
    """An account of Amazon Connect with nothing in it; boto3's clients are answered from it."""
    from santral.local.connect import mocked

    marker = request.node.get_closest_marker("connect")
    with mocked(**(marker.kwargs if marker else {})) as account:
        yield account
