"""What a proof starts ends with it, and what it changes is a copy."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from threading import Event

import pytest

from santral.local.proof.commands import environment, run, running
from santral.local.proof.failure import ProofError
from santral.local.proof.preparation import ROOT
from santral.local.proof.proof import SAID_NEXT
from santral.local.proof.trees import FLOW, SAID, change_assembly, change_flow

STARTS_ANOTHER = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


def is_alive(pid: int) -> bool:
    """Say whether a process runs; one that has ended and was not asked after does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for_end(pid: int) -> None:
    """Wait until the system has carried out a kill; long enough for any."""
    for _ in range(1000):
        if not is_alive(pid):
            return
        Event().wait(0.01)  # the system ends it, by its own clock


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="/proc is Linux's")
def test_what_a_program_has_started_ends_with_it_though_it_hears_no_signal(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [sys.executable, "-c", STARTS_ANOTHER]

    with running(command, log, folder=tmp_path, env=environment(), patience_s=0.2) as started:
        while not log.read_text().endswith("\n"):
            assert not started.has_ended
        child = int(log.read_text())
        was_alive = is_alive(child)

    wait_for_end(child)
    assert was_alive
    assert started.has_ended
    assert not is_alive(child)


def test_a_program_that_fails_is_told_of_by_its_last_lines_and_its_log(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; print('no such stack'); sys.exit(3)"]

    with pytest.raises(ProofError) as told:
        run(command, tmp_path / "log", folder=tmp_path, env=environment(), what="cdk deploy")

    assert str(told.value) == (
        f"cdk deploy failed (3); all of it is in {tmp_path / 'log'}:\n    no such stack"
    )


def test_a_program_is_given_no_way_to_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "prod")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")

    given = environment(AWS_REGION="eu-central-1")

    assert {name for name in given if name.startswith("AWS_")} == {"AWS_REGION"}
    assert given["PATH"] == os.environ["PATH"]


def test_what_a_program_asks_of_this_computer_goes_past_a_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("NO_PROXY", "intra.example")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")

    given = environment()

    assert given["HTTPS_PROXY"] == "http://proxy.example:3128"  # packages come by it
    assert given["NO_PROXY"] == given["no_proxy"] == "intra.example,127.0.0.1,localhost"


def test_the_flow_that_the_proof_changes_still_says_what_it_replaces(tmp_path: Path) -> None:
    flows = tmp_path / "contact_flows" / "flows"
    flows.mkdir(parents=True)
    shipped = ROOT / "contact_flows" / "flows" / f"{FLOW}.json"
    (flows / shipped.name).write_text(shipped.read_text("utf-8"), "utf-8")

    change_flow(tmp_path, SAID, SAID_NEXT)

    assert SAID_NEXT in (flows / shipped.name).read_text("utf-8")


def test_a_flow_is_changed_in_an_assembly_under_a_digest_of_its_own(tmp_path: Path) -> None:
    assembly, copy = tmp_path / "assembly", tmp_path / "copy"
    (assembly / "asset.c0de").mkdir(parents=True)
    files = {
        "asset.f10e.json": {"flows": [{"name": FLOW, "content": "Hello"}]},
        "flows.template.json": {"Key": "f10e.json"},
        "flows.assets.json": {
            "files": {
                "7e39": {"source": {"path": "flows.template.json"}},
                "f10e": {"source": {"path": "asset.f10e.json"}},
            }
        },
        "manifest.json": {"template": "7e39.json"},
        "api.template.json": {"Key": "c0de.zip"},
    }
    for name, document in files.items():
        (assembly / name).write_text(json.dumps(document), "utf-8")

    change_assembly(assembly, copy, "Hello", "Goodbye")

    (asset,) = copy.glob("asset.*.json")
    digest = asset.name.split(".")[1]
    told = json.loads((copy / "flows.assets.json").read_text("utf-8"))["files"]
    by_path = {each["source"]["path"]: name for name, each in told.items()}
    template = by_path["flows.template.json"]
    assert json.loads(asset.read_text("utf-8"))["flows"][0]["content"] == "Goodbye"
    assert by_path[asset.name] == digest != "f10e"
    assert template != "7e39"
    assert json.loads((copy / "flows.template.json").read_text()) == {"Key": f"{digest}.json"}
    assert json.loads((copy / "manifest.json").read_text()) == {"template": f"{template}.json"}
    assert json.loads((copy / "api.template.json").read_text()) == {"Key": "c0de.zip"}
    assert (copy / "asset.c0de").resolve() == assembly / "asset.c0de"
    assert json.loads((assembly / "manifest.json").read_text()) == {"template": "7e39.json"}
