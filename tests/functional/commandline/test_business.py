"""`business`: what the owner of a business sees of her file."""

from __future__ import annotations

from pathlib import Path

from tests.functional.commandline.conftest import Santral

SHIPPED = Path(__file__).parents[3] / "businesses" / "klima"


def test_a_business_without_mistakes_is_described(santral: Santral) -> None:
    ended = santral("business", str(SHIPPED / "business.toml"))

    assert ended.status == 0
    assert ended.err == ""
    lines = ended.out.splitlines()
    assert lines[0] == "business    Serin Klima (klima), Europe/Istanbul"
    assert "numbers     +902120000001  tr, menu main" in lines
    assert "queues      sales         overflows to reception after 60 s, at most 20" in lines
    assert "              *  menu main" in lines
    assert lines[-1] == f"{SHIPPED / 'business.toml'}: no mistake found"


def test_a_folder_stands_for_the_file_in_it(santral: Santral) -> None:
    assert santral("business", str(SHIPPED)).status == 0


def test_every_mistake_is_one_line_with_file_place_and_expectation(
    santral: Santral, tmp_path: Path
) -> None:
    own = tmp_path / "business.toml"
    text = (SHIPPED / "business.toml").read_text(encoding="utf-8")
    text = text.replace('timezone = "Europe/Istanbul"', 'timezone = "Europe/Instanbul"')
    text = text.replace('target_s = 60\noverflow_to = "reception"', 'overflow_to = "kitchen"')
    own.write_text(text, encoding="utf-8")

    ended = santral("business", str(own))

    assert ended.status == 2
    assert ended.out == ""
    timezone, queue = ended.err.splitlines()
    assert timezone.startswith(f"santral: {own}: timezone: ")
    assert queue.startswith(f"santral: {own}: queues[0].overflow_to: ")


def test_a_file_that_is_not_there_is_one_line(santral: Santral) -> None:
    ended = santral("business", "nowhere.toml")

    assert ended.status == 2
    assert ended.err == "santral: nowhere.toml: cannot be read: No such file or directory\n"
