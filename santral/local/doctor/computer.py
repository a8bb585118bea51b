"""What can be examined without an account: programs, what is built, the stage's own choices."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Final

from functions.dry_run.flows import shipped_flows
from functions.flow_files import flow_names
from santral.domain.errors import FlowDefinitionError
from santral.local.doctor.findings import Finding, missing, passed
from santral.local.doctor.subject import Subject

CDK: Final = "infra/node_modules/.bin/cdk"
_INSTALL_CDK: Final = "npm ci --prefix infra"
# Whether a layer is up to date is known where it is built, which this side may not import.
_FIND_LAYERS: Final = """
from infra.packaging import Target, layer_folder
for name in ("shared", "api"):
    layer_folder(name, Target("{target}"))
print("built")
"""
_SOURCES: Final = ("app.py", "infra/**/*.py", "functions/**/*.py", "santral/**/*.py",
                   "contact_flows/**/*.json", "requirements.txt")  # fmt: skip
# Of Lambda's Python runtimes, those that these sources run on.
# Source: Lambda Developer Guide, "Lambda runtimes" (read 2026-11).
_RUNTIMES: Final = ((3, 11), (3, 12), (3, 13), (3, 14))
_OLDEST_NODE: Final = 20
_OLDEST_CDK: Final = (2, 1148, 0)
_VERSION: Final = re.compile(r"v?(\d+)\.(\d+)\.(\d+)")
_NOBODYS: Final = frozenset({"example.com", "example.org", "example.net"})


def python(subject: Subject) -> Iterator[Finding]:
    version = ".".join(map(str, subject.workstation.python))
    if subject.workstation.python in _RUNTIMES:
        yield passed("Python", f"{version}: the functions run on Lambda's python{version}")
        return
    known = ", ".join(f"{major}.{minor}" for major, minor in _RUNTIMES)
    yield missing(
        "Python", f"{version}: Lambda has no such runtime", f"make .venv with one of {known}"
    )


def node(subject: Subject) -> Iterator[Finding]:
    version = _version(subject.workstation.first_line("node", "--version"))
    wanted = f"install Node.js {_OLDEST_NODE} or newer: the CDK runs on it"
    if not version:
        yield missing("Node.js", "not found", wanted)
    elif version[0] < _OLDEST_NODE:
        yield missing("Node.js", _text(version), wanted)
    else:
        yield passed("Node.js", _text(version))


def cdk(subject: Subject) -> Iterator[Finding]:
    version = _version(subject.workstation.first_line(CDK, "--version"))
    if not version:
        yield missing("CDK CLI", f"no {CDK}", _INSTALL_CDK)
    elif version[0] == 3:
        # npm's `latest` is a stray build of 2025, which cannot read what this library writes.
        yield missing("CDK CLI", f"{_text(version)} is npm's stray `latest`", _INSTALL_CDK)
    elif version < _OLDEST_CDK:
        yield missing("CDK CLI", f"{_text(version)}, older than {_text(_OLDEST_CDK)}", _INSTALL_CDK)
    else:
        yield passed("CDK CLI", _text(version))


def layer(subject: Subject) -> Iterator[Finding]:
    is_proof = subject.stage.is_proof
    find = _FIND_LAYERS.format(target="host" if is_proof else "arm64")
    if subject.workstation.first_line(sys.executable, "-c", find) == "built":
        yield passed("layer", "built, from what is there now")
    else:
        build = 'make layer ARGS="--host"' if is_proof else "make layer"
        yield missing("layer", "not built, or older than what it is made from", build)


def flows(subject: Subject) -> Iterator[Finding]:
    try:
        count = len(shipped_flows())
    except FlowDefinitionError as wrong:
        yield missing("contact flows", str(wrong), f"mend contact_flows/, block {wrong.block!r}")
        return
    yield passed("contact flows", f"{count} flows and modules are accepted")
    known = flow_names()
    for number in subject.stage.numbers:
        if number.flow not in known:
            yield missing(
                "contact flows",
                f"number {number.name} leads to {number.flow}, which is no flow",
                f"{_file(subject)}: one of {', '.join(known)}",
            )


def templates(subject: Subject) -> Iterator[Finding]:
    stage = subject.stage.name
    synthesize = f"make synth STAGE={stage}"
    written = subject.workstation.newest(f"cdk.out/santral-{stage}-*.template.json")
    changed = subject.workstation.newest(*_SOURCES, f"stages/{stage}.toml")
    if written is None:
        yield missing("templates", "not written yet", synthesize)
    elif changed is not None and written < changed:
        yield missing("templates", "older than what they are made from", synthesize)
    else:
        yield passed("templates", "newer than what they are made from")


def choices(subject: Subject) -> Iterator[Finding]:
    """Yield what the shipped stage files cannot choose for anybody."""
    stage, file = subject.stage, _file(subject)
    if _is_nobodys(stage.domains.mail_from):
        yield missing(
            "mail sender",
            f"domains.mail_from is still {stage.domains.mail_from}",
            f"{file}: an address of yours",
        )
    else:
        yield passed("mail sender", "chosen")
    alias = stage.instance.alias
    if alias == f"santral-{stage.name}" and not stage.instance.id:
        yield missing(
            "alias",
            f"instance.alias is still {alias}, and has to be unique in all of AWS",
            f"{file}: an alias of your own",
        )
    else:
        yield passed("alias", alias)
    nobodys = sum(map(_is_nobodys, stage.operations.alarms_to))
    if nobodys:
        yield missing(
            "alarms", "operations.alarms_to has a made-up address", f"{file}: addresses of yours"
        )
    else:
        count = len(stage.operations.alarms_to)
        yield passed("alarms", f"mailed to {count}" if count else "mailed to nobody, as told")


def _file(subject: Subject) -> str:
    return f"stages/{subject.stage.name}.toml"


def _is_nobodys(address: str) -> bool:
    return address.partition("@")[2] in _NOBODYS


def _version(line: str) -> tuple[int, ...]:
    found = _VERSION.match(line)
    return tuple(map(int, found.groups())) if found else ()


def _text(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
