"""Wrong usage: one line that says what is expected, and status 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from santral.local import commandline
from tests.functional.commandline.conftest import Santral

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["call", "--qqq"], "santral: No such option: --qqq (--help shows how)"),
        (["fly"], "santral: No such command 'fly'. (--help shows how)"),
        (
            ["call", "--agents", "-1", "--keys", "1"],
            "santral: Invalid value for '--agents': Input should be greater than or equal to 0 "
            "(--help shows how)",
        ),
        (
            ["call", "--keys", "1,x"],
            "santral: --keys: expected groups of 0-9, * and #, or wN to wait N seconds, "
            "with commas between them, as 1,w5,2#",
        ),
        (
            ["call", "--at", "25:00"],
            "santral: --at: expected 2026-11-23T13:30, or 13:30, in local time",
        ),
        (["call", "--date", "tomorrow"], "santral: --date: expected a date, as 2026-11-23"),
        (["call", "--at", "9999-12-31T23:59"], "santral: --at: expected a year from 1900 to 9000"),
        (["call", "--date", "0001-01-01"], "santral: --date: expected a year from 1900 to 9000"),
        (
            ["call", "--hang-up-after", "1000000000000", "--keys", "1"],
            "santral: Invalid value for '--hang-up-after': Input should be less than or equal to "
            "86400 (--help shows how)",
        ),
        (
            ["call", "--at", "2026-11-23T10:00", "--date", "2026-11-23"],
            "santral: --at has a date already: leave --date out",
        ),
        (
            ["call", "--from", "me"],
            "santral: --from: expected a telephone number, as +902120000001",
        ),
        (
            ["call", "--to", "+15"],
            "santral: --to: nobody has that number; there are +902120000001 (klima, tr), "
            "+902120000002 (klima, ru), +390600000001 (clinica, it), +390600000002 (clinica, en)",
        ),
        (
            ["call", "--live", "--keys", "1"],
            "santral: --keys does not go with --live: the keys are yours",
        ),
        (
            ["call", "--answer", "x={}"],
            "santral: --answer goes with --flow: a business's functions are real",
        ),
        (
            ["call", "--flow", "nothing.json"],
            "santral: nothing.json: cannot be read: No such file or directory",
        ),
        (
            ["call", "--flow", "nothing.json", "--answer", "x=7"],
            "santral: --answer: expected an ARN or a name, =, and a JSON object, "
            'as \'*lookup*={"status":"gold"}\'',
        ),
    ],
)
def test_wrong_usage_is_one_line_and_status_two(
    santral: Santral, arguments: list[str], says: str
) -> None:
    ended = santral(*arguments)

    assert ended.status == 2
    assert ended.err == says + "\n"
    assert ended.out == ""


def test_a_fault_of_ours_names_its_type_and_not_its_message(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail() -> None:
        raise RuntimeError("+905321112233")

    status = commandline.status_of(fail)

    assert status == 1
    assert capsys.readouterr().err == (
        "santral: a fault of this program: RuntimeError (SANTRAL_DEBUG=1 shows where)\n"
    )


def test_the_traceback_is_shown_to_who_asks_for_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError

    monkeypatch.setenv("SANTRAL_DEBUG", "1")
    commandline.status_of(fail)

    assert "in fail\n" in capsys.readouterr().err


def test_a_reader_who_goes_away_ends_the_command_quietly() -> None:
    call = subprocess.Popen(
        [sys.executable, "-m", "santral", "call", "--flow", "contact_flows/flows/disconnect.json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert call.stdout is not None
    call.stdout.close()

    _, err = call.communicate(timeout=20)

    assert err == b""
    assert call.returncode == 141


def test_a_terminal_without_turkish_letters_shows_the_nearest_ones(tmp_path: Path) -> None:
    flow = tmp_path / "hello.json"
    flow.write_text(
        '{"Version": "2019-10-30", "StartAction": "say", "Metadata": {}, "Actions": ['
        '{"Identifier": "say", "Type": "MessageParticipant",'
        ' "Parameters": {"Text": "Hoş geldiniz… Борщ 您好"}, "Transitions": {'
        '"NextAction": "end", "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "end"}]}},'
        '{"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {},'
        ' "Transitions": {}}]}',
        encoding="utf-8",
    )

    ended = subprocess.run(
        [sys.executable, "-m", "santral", "call", "--flow", str(flow)],
        cwd=ROOT, capture_output=True, timeout=20,
        env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=True,
    )  # fmt: skip

    assert b"hears     Hos geldiniz... Borshch ??" in ended.stdout


@pytest.mark.parametrize("command", ["call", "business"])
def test_help_shows_examples(santral: Santral, command: str) -> None:
    ended = santral(command, "--help")

    assert ended.status == 0
    assert f"python -m santral {command} " in ended.out
    assert ended.out.isascii()
    assert max(map(len, ended.out.splitlines())) <= 80
