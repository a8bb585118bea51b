"""A place that cannot be reached is named in one line, before anything is asked."""

from __future__ import annotations

import pytest

from santral.domain.errors import InputError
from santral.local.drift.opening import Place, see
from santral.local.leaving.places import find_place


@pytest.mark.parametrize(
    "endpoint", ["http://", "http://[::1", "http://a:b", "http://a:99999", "ftp://a"]
)
def test_an_address_that_is_none_is_refused(endpoint: str) -> None:
    with pytest.raises(InputError, match="--endpoint: expected an address"):
        see(Place(endpoint=endpoint), [])


def test_a_profile_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobodys")

    with pytest.raises(InputError, match="AWS_PROFILE: there is no profile 'nobodys'"):
        find_place("dev")
    with pytest.raises(InputError, match="AWS_PROFILE: there is no profile 'nobodys'"):
        see(Place("dev"), [])
