"""The pace of requests to Amazon Connect, against a bucket that counts as the service does."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from threading import Thread

from hypothesis import given, settings
from hypothesis import strategies as st

from santral.engine.timeline import SECOND, Timeline
from santral.stores.pacing import DEFAULT_RATE, RATES, Pace, Rate, shared_rate

NEVER_S = 10.0**12


class _Clock:
    """A timeline as seconds; sleeping rounds down to whole microseconds."""

    def __init__(self) -> None:
        self.timeline = Timeline(0)
        self.slept_s: list[float] = []

    def now_s(self) -> float:
        return self.timeline.now_us / SECOND

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        self.timeline.advance_to(self.timeline.now_us + int(seconds * SECOND))

    def pace(self, **rates: Rate) -> Pace:
        return Pace(self.now_s, self.sleep, Random(1), rates=rates or RATES)


class _Service:
    """Takes a token, exactly, when a request arrives; its clock is a little slower than ours."""

    def __init__(self, timeline: Timeline, rate: Rate) -> None:
        self._timeline, self._rate = timeline, rate
        self._tokens, self._counted_us = Fraction(rate.burst), timeline.now_us
        self.over_the_limit = 0

    def take(self, _: object) -> None:
        passed = Fraction(self._timeline.now_us - self._counted_us, SECOND) * Fraction(9995, 10_000)
        self._counted_us = self._timeline.now_us
        gained = passed * Fraction(self._rate.per_s)
        self._tokens = min(Fraction(self._rate.burst), self._tokens + gained)
        if self._tokens < 1:
            self.over_the_limit += 1
        else:
            self._tokens -= 1


REQUESTS = st.lists(
    st.tuples(  # rest before it, way there, way back: in milliseconds
        st.one_of(st.just(0), st.integers(0, 3000)),
        st.integers(0, 4000),
        st.integers(0, 4000),
    ),
    min_size=1,
    max_size=60,
)


@settings(deadline=None)
@given(
    requests=REQUESTS,
    rate=st.sampled_from([DEFAULT_RATE, Rate(0.5, 1), Rate(5, 8), Rate(10, 15), Rate(0.3, 2)]),
)
def test_however_long_requests_are_on_their_way_none_comes_too_soon(
    requests: list[tuple[int, int, int]], rate: Rate
) -> None:
    clock = _Clock()
    pace, service = clock.pace(Any=rate), _Service(clock.timeline, rate)

    for rest_ms, there_ms, back_ms in requests:
        clock.sleep(rest_ms / 1000)
        assert pace.wait_for_turn("Any", NEVER_S)
        clock.timeline.after(there_ms * 1000, service.take)
        clock.timeline.after((there_ms + back_ms) * 1000, lambda _: pace.end_turn("Any"))
    clock.timeline.run()

    assert service.over_the_limit == 0


def test_a_long_row_of_requests_suits_a_service_whose_clock_is_slower() -> None:
    clock = _Clock()
    pace, service = clock.pace(), _Service(clock.timeline, DEFAULT_RATE)

    for _ in range(300):
        assert pace.wait_for_turn("CreateQueue", NEVER_S)
        service.take(None)
        pace.end_turn("CreateQueue")

    assert service.over_the_limit == 0
    assert 147.5 <= clock.now_s() <= 148


def test_operations_that_are_not_named_share_one_rate_and_others_have_their_own() -> None:
    clock = _Clock()
    pace = clock.pace()

    for operation in ["CreateQueue", "CreateUser", "ListUsers", "StartTaskContact", "DeleteUser"]:
        assert pace.wait_for_turn(operation, NEVER_S)
        pace.end_turn(operation)

    assert not pace.wait_for_turn("CreateQueue", clock.now_s() + 0.4)
    assert all(pace.wait_for_turn("StopContact", clock.now_s()) for _ in range(15))
    assert not pace.wait_for_turn("StopContact", clock.now_s())
    assert pace.wait_for_turn("DescribeContact", clock.now_s())
    assert clock.slept_s == []


def test_a_raised_quota_is_of_what_shares_it_and_leaves_the_burst_as_it_is() -> None:
    clock = _Clock()
    pace = Pace(clock.now_s, clock.sleep, Random(1), default=shared_rate(10))

    for operation in ["CreateQueue"] * 15 + ["SearchContacts"] * 2:
        assert pace.wait_for_turn(operation, NEVER_S)
        pace.end_turn(operation)

    # Five at once and ten at 10/s; then a second search, at its own half a second.
    assert 3 <= clock.now_s() <= 3.01


def test_a_throttle_by_somebody_elses_requests_makes_us_wait_for_a_new_token() -> None:
    clock = _Clock()
    pace = clock.pace()
    pace.wait_for_turn("CreateQueue", NEVER_S)
    pace.end_turn("CreateQueue", throttled=True)

    assert not pace.wait_for_turn("CreateQueue", 0.4)
    assert pace.wait_for_turn("CreateQueue", 0.6)
    assert 0.5 <= clock.now_s() <= 0.503


def test_pauses_grow_to_eight_seconds_and_differ() -> None:
    clock = _Clock()
    pace = clock.pace()

    for failures in range(1, 8):
        assert pace.back_off(failures, NEVER_S)

    longest = [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert all(
        most / 2 <= slept_s <= most for slept_s, most in zip(clock.slept_s, longest, strict=True)
    )
    assert len(set(clock.slept_s)) == 7


def test_a_pause_that_would_end_too_late_is_not_begun() -> None:
    clock = _Clock()

    assert not clock.pace().back_off(5, 3.9)
    assert clock.slept_s == []


def test_threads_take_no_more_together_than_there_is() -> None:
    clock = _Clock()
    pace = clock.pace(Any=Rate(1, 100))
    taken: list[bool] = []

    def take() -> None:
        for _ in range(50):
            taken.append(pace.wait_for_turn("Any", 0.0))

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert taken.count(True) == 100
