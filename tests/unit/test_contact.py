"""Contact records: which version counts."""

from __future__ import annotations

from functools import reduce
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.contact import merge, version_of
from santral.domain.errors import InputError


def record(**fields: Any) -> dict[str, Any]:
    return {"LastUpdateTimestamp": "2026-11-23T10:05:00Z", "InitiationMethod": "INBOUND", **fields}


def test_versions_sort_by_instant_whatever_their_offset() -> None:
    early = version_of(record(LastUpdateTimestamp="2026-11-23T10:00:00+03:00"))
    late = version_of(record(LastUpdateTimestamp="2026-11-23T08:00:00Z"))

    assert early < late
    assert early.startswith("2026-11-23T07:00:00.000000Z#")


@pytest.mark.parametrize("updated", [None, "yesterday", "2026-11-23T10:00:00", 5])
def test_a_record_without_an_instant_is_refused(updated: object) -> None:
    with pytest.raises(InputError):
        version_of({"LastUpdateTimestamp": updated})


def test_the_order_of_keys_is_no_difference() -> None:
    one, other = record(a=1, b=2), record(b=2, a=1)
    assert version_of(one) == version_of(other)


records = st.builds(
    lambda second, talk: record(LastUpdateTimestamp=f"2026-11-23T10:00:0{second}Z", talk=talk),
    st.integers(0, 3),
    st.integers(0, 3),
)


@given(st.lists(records, min_size=1, max_size=4))
def test_every_order_of_delivery_leaves_the_same_record(arrived: list[dict[str, Any]]) -> None:
    kept = [reduce(merge, order, None) for order in permutations(arrived + arrived[:1])]
    assert all(each == kept[0] for each in kept)
    assert kept[0] == max(arrived, key=version_of)
