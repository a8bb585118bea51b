"""What of voices there is, by what is installed."""

from __future__ import annotations

import asyncio
import sys

import pytest

from santral.engine.ports import EstimatedSpeech
from santral.local.testing.small import SmallCentre
from santral.local.voice.exchange import VoiceError
from santral.local.voice.opening import opened_voices
from tests.scenario.api_centre import available, open_centre


def test_without_a_media_library_calls_are_made_and_the_page_is_told_why_nobody_is_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "aiortc", None)
    ada = available(open_centre(SmallCentre()), "Ada")

    async def story() -> None:
        async with opened_voices() as voices:
            assert isinstance(voices.speech, EstimatedSpeech)
            exchange = voices.exchange(lambda: 0)
            with pytest.raises(VoiceError) as refused:
                await exchange.agent(ada.agent, "v=0")
            assert refused.value.code == "no_voice"
            exchange.mute(ada.agent, muted=True)
            exchange.agent_left(ada.agent)

    asyncio.run(story())
