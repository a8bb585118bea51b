"""When something is, in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from santral.domain.moments import moment
from santral.domain.phrases import PHRASES, PLACEHOLDERS, phrase, unknown_placeholders

ROME = ZoneInfo("Europe/Rome")
FRIDAY_NOON = datetime(2026, 12, 18, 12, tzinfo=ROME)


@pytest.mark.parametrize(
    ("language", "at", "words"),
    [
        ("en", "2026-12-18T14:30", "today at 2:30 pm"),
        ("en", "2026-12-19T09:00", "tomorrow at 9 am"),
        ("en", "2026-12-21T09:00", "on Monday at 9 am"),
        ("en", "2027-01-07T09:00", "on Thursday, 7 January, at 9 am"),
        ("it", "2026-12-18T14:30", "oggi alle ore 14:30"),
        ("it", "2026-12-19T09:00", "domani alle ore 9:00"),
        ("it", "2026-12-21T09:00", "lunedì alle ore 9:00"),
        ("it", "2027-01-07T09:00", "giovedì 7 gennaio alle ore 9:00"),
        ("tr", "2026-12-18T14:30", "Bugün saat 14:30"),
        ("tr", "2026-12-19T09:00", "Yarın saat 9:00"),
        ("tr", "2026-12-21T09:00", "Pazartesi günü saat 9:00"),
        ("tr", "2027-01-07T09:00", "7 Ocak Perşembe günü saat 9:00"),
        ("ru", "2026-12-18T14:30", "сегодня в 14:30"),
        ("ru", "2026-12-19T09:00", "завтра в 9:00"),
        ("ru", "2026-12-22T09:00", "во вторник в 9:00"),
        ("ru", "2027-01-07T09:00", "в четверг, 7 января, в 9:00"),
        ("zh", "2026-12-18T14:30", "今天14:30"),
        ("zh", "2026-12-19T09:00", "明天9:00"),
        ("zh", "2026-12-21T09:00", "星期一9:00"),
        ("zh", "2027-01-07T09:00", "1月7日星期四9:00"),
        ("de", "2026-12-19T09:00", "tomorrow at 9 am"),
    ],
)
def test_a_moment_is_said_as_the_language_says_it(language: str, at: str, words: str) -> None:
    then = datetime.fromisoformat(at).replace(tzinfo=ROME)
    said = moment(then, now=FRIDAY_NOON, timezone="Europe/Rome", language=language)
    assert said == words


def test_tomorrow_is_the_listener_s_tomorrow_even_when_the_clock_changes_tonight() -> None:
    now = datetime(2026, 10, 24, 23, 30, tzinfo=ROME)
    said = moment(now + timedelta(hours=10), now=now, timezone="Europe/Rome", language="en")
    assert said == "tomorrow at 9:30 am"


@pytest.mark.parametrize("language", ["en", "it", "tr", "ru", "zh"])
def test_every_phrase_is_there_in_every_language_with_known_placeholders(language: str) -> None:
    phrases = PHRASES[language]
    assert list(phrases) == list(PLACEHOLDERS)
    assert [key for key, text in phrases.items() if unknown_placeholders(key, text)] == []


def test_a_language_without_words_is_served_in_english() -> None:
    assert phrase("closed", "de", {}) == "We are closed at the moment."
