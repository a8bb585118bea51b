"""DistributeByPercentage: chance decides, and the seed decides chance."""

from __future__ import annotations

from collections import Counter
from random import Random

from tests.fakes.flow_runs import Line, block, leaves_by


def test_every_number_from_1_to_100_comes_about_as_often() -> None:
    line = Line()
    action = block("DistributeByPercentage")
    drawn = Counter(int(leaves_by(line.enters_again(action))) for _ in range(20_000))
    assert (min(drawn), max(drawn), len(drawn)) == (1, 100, 100)
    assert all(130 < count < 275 for count in drawn.values())


def test_the_same_seed_draws_the_same_numbers() -> None:
    draws = []
    for _ in range(2):
        line = Line()
        line.centre.random = Random(7)
        draws.append([leaves_by(line.enters("DistributeByPercentage")) for _ in range(5)])
    assert draws[0] == draws[1]
