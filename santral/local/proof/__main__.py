"""`make prove`: deploys the stage `prove` to an emulator of AWS on this computer, and uses it.

Nothing outside this folder is touched, and no account of AWS is asked. docs/prove.md says what is
shown by it and what is not.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
import warnings
from types import FrameType
from typing import NoReturn

from botocore.exceptions import BotoCoreError, ClientError

from santral.local import terminal
from santral.local.proof.claim import claimed
from santral.local.proof.commands import past_proxies
from santral.local.proof.failure import ProofError
from santral.local.proof.preparation import ROOT
from santral.local.proof.proof import prove
from santral.local.terminal import say


def main() -> int:
    terminal.prepare()
    parser = argparse.ArgumentParser(prog="python -m santral.local.proof", description=__doc__)
    parser.parse_args()
    signal.signal(signal.SIGTERM, _interrupted)
    # The emulator takes no events of `aws.connect`, as AWS takes them from nobody but itself.
    warnings.filterwarnings("ignore", message="EventBridge cannot be written to")
    os.environ.update(past_proxies())
    folder = ROOT / ".santral" / "prove"
    try:
        with claimed(folder):
            took_s = prove(folder)
    except (ProofError, BotoCoreError, ClientError, LookupError, OSError) as error:
        kind = "" if isinstance(error, ProofError) else f"{type(error).__name__}: "
        say(f"not proved: {kind}{error}", error=True)
        (folder / "failure.log").write_text(traceback.format_exc(), "utf-8")
        say(f"the logs are in {folder}", error=True)
        return 1
    except KeyboardInterrupt:
        return 130
    say(f"{took_s:6.1f} s  proved; the logs are in {folder}")
    return 0


def _interrupted(_number: int, _frame: FrameType | None) -> NoReturn:
    """End as by Ctrl-C, so that every process is ended that was started."""
    raise KeyboardInterrupt


sys.exit(main())
