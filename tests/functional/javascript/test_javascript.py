"""A centre from nothing by the AWS SDK for JavaScript, which knows nothing of ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.functional.server.running import ROOT, Server, running

HERE = Path(__file__).parent
INSTALLED = ROOT / ".santral" / "javascript"
ENOUGH_S = 300


def do_without(reason: str) -> NoReturn:
    """Skip, but where everything has to be there."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def sdk() -> Path:
    """The folder in which the pinned SDK is installed: once, until its pins change."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        do_without(f"{' and '.join(missing)} missing: install Node.js 20 or newer")
    pins = HERE / "package-lock.json"
    folder = INSTALLED / sha256(pins.read_bytes()).hexdigest()[:16]
    if not folder.exists():
        unready = folder.with_suffix(".unready")
        unready.mkdir(parents=True, exist_ok=True)
        for file in (pins, HERE / "package.json"):
            shutil.copy(file, unready)
        install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        ended = subprocess.run(install, cwd=unready, capture_output=True, timeout=ENOUGH_S)
        if ended.returncode:  # the registry is somebody else's
            pytest.skip(f"npm ci failed with status {ended.returncode}")
        unready.rename(folder)
    return folder


@pytest.fixture
def server() -> Any:
    with running("--business", "klima") as server:
        yield server


def test_a_centre_from_nothing_works_a_task_a_chat_and_a_call(sdk: Path, server: Server) -> None:
    story = shutil.copy(HERE / "story.mjs", sdk)
    environment = {
        "PATH": os.environ["PATH"],
        "AWS_ENDPOINT_URL_CONNECT": server.address,
        "AWS_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": "any",
        "AWS_SECRET_ACCESS_KEY": "any",
    }

    told = subprocess.run(
        ["node", story], env=environment, capture_output=True, text=True, timeout=ENOUGH_S
    )

    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == {
        "offered": {"Channel": "TASK", "State": "CONNECTING"},
        "online": 1,
        "channels": ["TASK", "CHAT", "VOICE"],
        "queues": ["BasicQueue", "Satış"],
        "ended": [True, True, True],
        "refused": {"name": "ResourceNotFoundException", "status": 404},
    }
