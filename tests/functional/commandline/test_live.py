"""`call --live` as somebody at a keyboard lives it, in real time, on a terminal and from a pipe."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.functional.commandline.conftest import HANG_UP, block

FlowFile = Callable[..., str]
ROOT = Path(__file__).resolve().parents[3]
CALL = [sys.executable, "-m", "santral", "call", "--live", "--flow"]


def on_a_terminal(flow: str, answers: dict[str, str]) -> tuple[int, str]:
    """Call on a terminal, and press each key once its text has been shown."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.environ.update(TERM="xterm", NO_COLOR="1")
        os.execv(sys.executable, [*CALL, flow])  # noqa: S606
    shown = ""
    waiting = list(answers.items())
    while select.select([terminal], [], [], 30)[0]:
        try:
            read = os.read(terminal, 4096)
        except OSError:  # Linux says so at the end
            break
        shown += read.decode()
        while waiting and waiting[0][0] in shown:
            os.write(terminal, waiting.pop(0)[1].encode())
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.replace("\r\n", "\n")


def test_keys_count_without_enter_and_h_hangs_up(menu_flow: str) -> None:
    status, shown = on_a_terminal(menu_flow, {"Press one.": "1", "Press two.": "h"})

    assert status == 0
    assert "keys: 0-9 * #   h or Ctrl-C hangs up\n" in shown
    assert "presses   1\n" in shown
    assert "hangs up  the customer\n" in shown
    assert "done      the caller gave up\n" in shown
    assert "record" in shown


def test_ctrl_c_is_a_hang_up_with_its_record(menu_flow: str) -> None:
    status, shown = on_a_terminal(menu_flow, {"Press one.": "\x03"})

    assert status == 0
    assert "hangs up  the customer\n" in shown
    assert "record" in shown


def test_from_a_pipe_each_line_is_typed_when_the_next_block_listens(menu_flow: str) -> None:
    ended = subprocess.run(
        [*CALL, menu_flow], cwd=ROOT, input=b"1\n", capture_output=True, timeout=30, check=True
    )

    # Nobody is left to type at the second question: the caller hangs up.
    assert b"presses   1\n" in ended.stdout
    assert b"hears     Press two.\n" in ended.stdout
    assert b"hangs up  the customer\n" in ended.stdout
    assert ended.stderr == b""


def test_h_hangs_up_before_anything_was_asked(flow_file: FlowFile) -> None:
    flow = flow_file(
        block("say", "MessageParticipant", {"Text": "Please wait. " * 9}, next="hang up"), HANG_UP
    )

    status, shown = on_a_terminal(flow, {"Please wait.": "h"})

    assert status == 0
    assert "hangs up  the customer\n" in shown
