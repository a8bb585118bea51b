"""What strangers are given out is bounded, and nobody can have another's forgotten."""

from __future__ import annotations

from santral.local.connect.participant.remembered import MOST, MOST_OF_ONE, Remembered


def test_whoever_asks_for_many_loses_her_own_oldest() -> None:
    given = Remembered[int, str]()
    given.put("ece", -1, "hers")

    for number in range(MOST + 1):
        given.put("somebody", number, "theirs")

    assert -1 in given.values
    assert len(given.values) == MOST_OF_ONE + 1
    assert MOST in given.values
    assert MOST - MOST_OF_ONE not in given.values


def test_of_all_together_the_oldest_goes() -> None:
    given = Remembered[int, str]()

    for number in range(MOST + 5):
        given.put(f"visitor {number}", number, "theirs")
    given.put("visitor 0", -1, "again")

    assert len(given.values) == MOST
    assert -1 in given.values
    assert 5 not in given.values
