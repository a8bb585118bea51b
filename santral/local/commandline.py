"""`python -m santral`: which commands there are, and how every error ends, in one line.

Exit status: 0; 1 when a call ended in a failure that no branch of its flow handled, or the program
itself failed; 2 for wrong usage or a file that cannot be used. A command may have more, and says so
in its help.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Final

import typer

from santral.domain.errors import ContactCentreError, InputError
from santral.local import terminal

FAILED: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130  # as a shell says it of a program that Ctrl-C ended
PIPE_CLOSED: Final = 141  # and of one whose reader went away

# A command is imported only where it is asked for, or where --help lists them all.
_COMMANDS: Final[Mapping[str, str]] = {
    "call": "ring a business, or try a contact flow",
    "morning": "play a morning of a sample business, as transcripts",
    "day": "simulate a day of any size, and print its figures",
    "business": "check a business file, and show what callers meet",
    "up": "serve Amazon Connect's API on this computer",
    "doctor": "say what is missing before a deployment",
    "operator": "make a key for who runs a deployment",
    "plan": "show what differs between a live instance and the files",
    "adopt": "write what was changed in a live instance into the files",
    "export": "take a whole business out of a deployment, in open formats",
    "import": "put an export into another deployment",
}

_ABOUT: Final = """A contact centre as code, on this computer: no AWS account, no network.

\b
Examples:
  python -m santral morning                  a morning of a shop, as transcripts
  python -m santral call                     ring the shop from this terminal
  python -m santral call --from +905321112233 --to +902120000001
  python -m santral call --flow my-flow.json --keys '1,w5,2#'
  python -m santral day --calls 10000 --agents 90 --seed 1
  python -m santral business businesses/klima/business.toml
  python -m santral up                       AWS SDKs work with it
  python -m santral doctor --stage prod      what a deployment would lack
  python -m santral plan --stage prod        what was changed past the files

`python -m santral COMMAND --help` has more.
"""


def main() -> None:
    """Run the command that the program's arguments name, and exit with its status."""
    terminal.prepare()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command and answer the exit status."""

    def invoke() -> None:
        command = typer.main.get_command(_app(arguments))
        with command.make_context("santral", list(arguments) or ["--help"]) as context:
            command.invoke(context)

    return status_of(invoke)


def status_of(work: Callable[[], None]) -> int:
    """Do the work; tell of whatever goes wrong in one line on stderr; answer the exit status."""
    try:
        work()
        sys.stdout.flush()
    except typer.Exit as ended:
        return ended.exit_code
    except typer.TyperException as wrong:
        return _tell(wrong.format_message(), USAGE, hint=" (--help shows how)")
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        terminal.silence_stdout()
        return PIPE_CLOSED
    except InputError as wrong:
        return _tell(str(wrong), USAGE)
    except ContactCentreError as failed:
        return _tell(str(failed), FAILED)
    except Exception as failed:
        # Messages of foreign exceptions repeat what they were given: a number, a name.
        where = "SANTRAL_DEBUG=1 shows where"
        return _tell(f"a fault of this program: {type(failed).__name__} ({where})", FAILED)
    return 0


def _tell(text: str, status: int, *, hint: str = "") -> int:
    if os.environ.get("SANTRAL_DEBUG"):
        traceback.print_exc()
    for line in text.splitlines():
        terminal.say(f"santral: {line}{hint}", error=True)
    return status


def _app(arguments: Sequence[str]) -> typer.Typer:
    app = typer.Typer(
        help=_ABOUT,
        add_completion=False,
        # Plain help: half the start-up time, and the same on every terminal.
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    )
    app.callback()(_santral)
    wanted = arguments[0] if arguments else ""
    for name in [wanted] if wanted in _COMMANDS else list(_COMMANDS):
        own = f"{name}_" if iskeyword(name) else name
        module = import_module(f"santral.local.commands.{own}")
        app.command(name, short_help=_COMMANDS[name])(getattr(module, own))
    return app


def _santral() -> None:
    """With a callback, one command alone is still a command of its own."""
