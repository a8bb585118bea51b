"""The timeline inside an event loop: what fires when, and who has a turn meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.engine.timeline import MILLISECOND, MINUTE, SECOND, Timeline
from santral.local.loop_time import LoopTime
from tests.fakes.loops import ManualLoop


class Centre:
    """A timeline on a loop whose time the test moves; what fired is noted with its instant."""

    def __init__(self) -> None:
        self.loop = ManualLoop()
        self.timeline = Timeline(0)
        self.time = LoopTime(self.timeline, self.loop, monotonic=self.loop.monotonic)
        self.fired: list[tuple[str, int]] = []

    def set_timer(self, name: str, delay_us: int, takes_s: float = 0) -> None:
        self.timeline.after(delay_us, self._note, (name, takes_s))

    def _note(self, timer: tuple[str, float]) -> None:
        name, takes_s = timer
        self.fired.append((name, self.timeline.now_us))
        self.loop.now_s += takes_s


@pytest.fixture
def centre() -> Centre:
    return Centre()


def test_a_timer_fires_at_its_instant(centre: Centre) -> None:
    centre.set_timer("offer ends", 20 * SECOND)
    centre.time.start()

    centre.loop.pass_time(19)
    assert centre.fired == []
    centre.loop.pass_time(1)

    assert centre.fired == [("offer ends", 20 * SECOND)]


def test_a_request_finds_the_centre_at_the_present_instant(centre: Centre) -> None:
    centre.time.start()
    centre.loop.pass_time(90)

    answer = centre.time.act(lambda: centre.timeline.now_us)

    assert answer == 90 * SECOND


def test_a_timer_that_a_request_set_fires_though_an_earlier_one_was_awaited(centre: Centre) -> None:
    centre.set_timer("late", MINUTE)
    centre.time.start()
    centre.loop.pass_time(10)

    centre.time.act(lambda: centre.set_timer("soon", 5 * SECOND))
    centre.loop.pass_time(50)

    assert centre.fired == [("soon", 15 * SECOND), ("late", MINUTE)]


def test_a_timer_that_was_called_off_does_not_hold_up_the_next(centre: Centre) -> None:
    called_off = centre.timeline.after(SECOND, lambda _: centre.fired.append(("never", 0)))
    centre.set_timer("next", 2 * SECOND)
    centre.time.start()

    centre.time.act(lambda: centre.timeline.cancel(called_off))
    centre.loop.pass_time(2)

    assert centre.fired == [("next", 2 * SECOND)]


def test_a_batch_of_timers_lets_requests_in_every_ten_milliseconds(centre: Centre) -> None:
    for index in range(100):
        centre.set_timer(str(index), SECOND + index, takes_s=1 / 1024)
    centre.time.start()
    centre.loop.now_s = 1.001

    longest_s, turns = 0.0, 0
    while len(centre.fired) < 100:
        began_s = centre.loop.now_s
        centre.loop.turn()
        longest_s, turns = max(longest_s, centre.loop.now_s - began_s), turns + 1

    assert turns == 10
    assert longest_s == 11 / 1024
    assert [name for name, _ in centre.fired] == [str(index) for index in range(100)]


def test_after_a_long_stop_of_the_process_everything_fires_in_order_at_its_own_instant(
    centre: Centre,
) -> None:
    centre.set_timer("offer ends", 20 * SECOND)
    centre.timeline.after(30 * SECOND, lambda _: centre.set_timer("next offer ends", 20 * SECOND))
    centre.time.start()

    centre.loop.now_s = 8 * 3600  # Ctrl-Z overnight
    centre.loop.pass_time(0)

    assert centre.fired == [("offer ends", 20 * SECOND), ("next offer ends", 50 * SECOND)]
    assert centre.time.act(lambda: centre.timeline.now_us) == 8 * 3600 * SECOND


def test_a_laptop_that_slept_goes_on_where_it_was(centre: Centre) -> None:
    # A monotonic clock stands still meanwhile; the wall clock is asked by nobody.
    centre.set_timer("offer ends", 20 * SECOND)
    centre.time.start()
    centre.loop.pass_time(5)

    centre.loop.pass_time(0)  # the lid was shut for an hour
    assert centre.fired == []
    centre.loop.pass_time(15)

    assert centre.fired == [("offer ends", 20 * SECOND)]


def fail(_: object) -> None:
    raise LookupError("a defect")


def test_a_timer_that_fails_stops_neither_the_next_nor_the_request(centre: Centre) -> None:
    centre.timeline.after(SECOND, fail)
    centre.set_timer("same instant", SECOND)
    centre.set_timer("later", 2 * SECOND)
    centre.time.start()
    centre.loop.now_s = 1.5

    answer = centre.time.act(lambda: "answered")
    centre.loop.pass_time(1)

    assert answer == "answered"
    assert centre.fired == [("same instant", SECOND), ("later", 2 * SECOND)]
    assert [type(error) for error in centre.loop.errors] == [LookupError]


def test_a_request_that_fails_is_told_so_and_time_goes_on(centre: Centre) -> None:
    centre.set_timer("later", 2 * SECOND)
    with pytest.raises(LookupError):
        centre.time.act(lambda: fail(None))

    centre.loop.pass_time(2)

    assert centre.fired == [("later", 2 * SECOND)]
    assert centre.loop.errors == []


@given(
    st.lists(
        st.tuples(st.sampled_from(["timer", "request", "pass"]), st.integers(0, 3_000)),
        max_size=30,
    )
)
def test_whatever_comes_no_timer_is_early_late_or_lost(acts: list[tuple[str, int]]) -> None:
    centre = Centre()
    centre.time.start()
    due: list[int] = []

    def set_timer(delay_ms: int) -> None:
        due.append(centre.timeline.now_us + delay_ms * MILLISECOND)
        centre.set_timer("", delay_ms * MILLISECOND)

    does: dict[str, Callable[[int], object]] = {
        "timer": lambda ms: centre.time.act(lambda: set_timer(ms)),
        "request": lambda _: centre.time.act(lambda: None),
        "pass": lambda ms: centre.loop.pass_time(ms / 1000),
    }
    for what, milliseconds in acts:
        does[what](milliseconds)
    centre.loop.pass_time(3.001)

    assert [at_us for _, at_us in centre.fired] == sorted(due)


def test_work_aside_is_done_in_order_on_another_thread_and_comes_back_on_the_loops() -> None:
    threads: list[tuple[str, int]] = []
    results: list[int] = []

    async def story() -> None:
        time = LoopTime(Timeline(0), asyncio.get_running_loop())
        time.start()

        def work(number: int) -> int:
            threads.append(("aside", threading.get_ident()))
            time.come_back(lambda: threads.append(("back", threading.get_ident())))
            return number

        for number in range(3):
            time.aside(lambda number=number: work(number), results.append)  # type: ignore[misc]
        await time.finish(lambda: False)

    asyncio.run(story())

    here = threading.get_ident()
    assert results == [0, 1, 2]
    assert [thread for name, thread in threads if name == "back"] == [here] * 3
    assert here not in [thread for name, thread in threads if name == "aside"]


def test_work_aside_that_fails_is_told_of_and_the_rest_is_done() -> None:
    errors: list[object] = []
    results: list[str] = []

    async def story() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: errors.append(type(context["exception"])))
        time = LoopTime(Timeline(0), loop)
        time.aside(lambda: fail(None), lambda _: results.append("never"))
        time.aside(lambda: "done", results.append)
        time.aside(lambda: "done", fail)
        await time.finish(lambda: False)

    asyncio.run(story())

    assert results == ["done"]
    assert errors == [LookupError, LookupError]


def test_work_aside_that_fails_tells_whoever_wants_to_try_again() -> None:
    told: list[str] = []

    async def story() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda *_: None)
        time = LoopTime(Timeline(0), loop)
        time.aside(
            lambda: fail(None),
            lambda _: told.append("done"),
            failed=lambda: told.append("failed"),
        )
        await time.idle()

    asyncio.run(story())

    assert told == ["failed"]


def test_in_the_end_no_timer_fires_and_what_was_told_is_delivered() -> None:
    told: list[str] = []
    waiting = ["deliver", "read"]

    async def story() -> None:
        timeline = Timeline(0)
        time = LoopTime(timeline, asyncio.get_running_loop())

        def hasten() -> bool:
            if not waiting:
                return False
            time.aside(lambda: None, lambda _: told.append(waiting.pop(0)))
            return True

        time.start()
        time.act(lambda: timeline.after(0, lambda _: told.append("a timer")))
        time.post(lambda: told.append("an answer"))
        await time.finish(hasten)
        await asyncio.to_thread(lambda: None)

    asyncio.run(story())

    assert told == ["deliver", "read"]
