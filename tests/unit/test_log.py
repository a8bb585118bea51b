"""Lines of the log: where they go, and what they say of their place."""

from __future__ import annotations

import json
from io import StringIO

import pytest

from functions.log import Log


def test_a_line_is_json_that_names_the_place_which_asked_for_it() -> None:
    written = StringIO()

    Log(written).warning("caller not looked up", extra={"tenant": "shop"})

    line = json.loads(written.getvalue())
    assert line["level"] == "WARNING"
    assert line["message"] == "caller not looked up"
    assert line["tenant"] == "shop"
    assert line["service"] == "santral"
    assert line["location"].startswith("test_a_line_is_json_that_names_the_place_which_asked")


def test_every_log_writes_to_its_own_stream_whichever_was_made_last() -> None:
    first, second = StringIO(), StringIO()
    log, other = Log(first), Log(second)

    other.error("invocation failed", extra={})
    log.info("flows published", extra={})

    assert json.loads(first.getvalue())["message"] == "flows published"
    assert json.loads(second.getvalue())["message"] == "invocation failed"


def test_what_one_line_said_is_not_in_the_next() -> None:
    written = StringIO()
    log = Log(written)

    log.info("flows published", extra={"tenant": "shop"})
    log.info("flows published", extra={})

    assert "tenant" not in json.loads(written.getvalue().splitlines()[1])


def test_without_a_stream_lines_go_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    Log().info("flows published", extra={})

    assert json.loads(capsys.readouterr().out)["message"] == "flows published"
