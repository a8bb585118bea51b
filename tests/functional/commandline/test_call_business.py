"""`call`: what somebody hears who rings a sample business, with the real flows and functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.commandline.conftest import Ended, Santral

SHOP = "+902120000001"
VIP = "+905321112233"
STRANGER = "+12065550100"


def functions(ended: Ended) -> list[str]:
    return [
        event["function"].rpartition(":")[2] for event in ended.events if event["event"] == "lambda"
    ]


def test_a_vip_hears_no_menu_and_is_offered_to_her_manager(santral: Santral) -> None:
    ended = santral(
        "call", "--from", VIP, "--to", SHOP, "--at", "2026-11-23T10:00", "--json"
    )  # fmt: skip

    assert ended.status == 0
    assert functions(ended) == ["identify_contact", "choose_queue"]
    assert [e["agent"] for e in ended.events if e["event"] == "offered"] == ["deniz"]
    [record] = ended.records
    assert record["Agent"]["Username"] == "deniz"
    assert record["Agent"]["AgentInteractionDuration"] == 180


def test_a_stranger_hears_the_menu_in_the_language_of_the_number(santral: Santral) -> None:
    ended = santral(
        "call", "--to", "+90 212 000 00 02", "--keys", "1", "--at", "2026-11-23T10:00", "--json"
    )

    assert "Если вы хотите купить кондиционер, нажмите 1." in ended.heard()[0]
    assert [e["queue"] for e in ended.events if e["event"] == "queued"] == ["klima-sales"]


def test_in_the_lunch_break_the_closed_message_is_heard(santral: Santral) -> None:
    ended = santral("call", "--from", "hidden", "--at", "13:30", "--date", "2026-11-23")

    assert ended.status == 0
    assert "Serin Klima, Monday 23 November 2026, 13:30, Europe/Istanbul\n" in ended.out
    assert "a hidden number calls +902120000001" in ended.out
    assert "Şu anda kapalıyız." in ended.out
    assert "served by the flow" in ended.out
    assert "1 of 1 contact records in DynamoDB" in ended.out


def test_on_a_holiday_the_call_is_at_noon_and_hears_which_day_it_is(santral: Santral) -> None:
    ended = santral("call", "--date", "2026-10-29")

    assert "29 October 2026, 12:00, Europe/Istanbul (closed all day)\n" in ended.out
    assert "Cumhuriyet Bayramı" in ended.out


def test_without_a_time_the_next_opening_is_taken_and_named(santral: Santral) -> None:
    ended = santral("call", "--from", VIP, "--agents", "0", "--hang-up-after", "20")

    assert ended.out.splitlines()[0].endswith((" (the next opening)", " (now)"))
    assert "the caller gave up" in ended.out


@pytest.mark.parametrize("fault", ["dynamodb=hang", "dynamodb=rubbish"])
def test_a_caller_reaches_the_shops_queue_whatever_the_table_does(
    santral: Santral, fault: str
) -> None:
    ended = santral("call", "--at", "2026-11-23T10:00", "--fault", fault, "--json")

    assert [e["queue"] for e in ended.events if e["event"] == "queued"] == ["klima-reception"]
    silences = [event["ms"] for event in ended.events if event["event"] == "silence"]
    assert max(silences) < 3_000


def test_a_crm_that_lies_does_not_keep_the_caller_from_the_clinic(santral: Santral) -> None:
    ended = santral(
        "call", "--to", "clinica", "--from", "+393330001122", "--fault", "crm=lie",
        "--keys", "1", "--at", "2026-11-23T10:00", "--json",
    )  # fmt: skip

    assert ended.status == 0
    assert ended.records[0]["Agent"]["Username"] == "chiara"


def test_a_business_of_ones_own_can_be_rung(santral: Santral, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[3] / "businesses" / "klima" / "business.toml"
    own = tmp_path / "business.toml"
    text = shipped.read_text(encoding="utf-8").replace("Serin Klima", "Buz Gibi")
    own.write_text(text, encoding="utf-8")

    ended = santral("call", "--business", str(own), "--at", "2026-11-23T13:30", "--json")

    assert ended.heard()[0].startswith("Buz Gibi'ya hoş geldiniz.")
