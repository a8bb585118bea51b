"""Reaches the instance that a command is about: a stage's, or any by its id."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final
from urllib.parse import urlsplit

from functions.stage_files import find_stage
from santral.domain.deployment import DEFAULT_STAGE, Stage
from santral.domain.errors import InputError
from santral.local.drift.files import FOLDER, FlowFile, flow_files
from santral.local.drift.live import LiveCentre, Reading, find_instance
from santral.local.profiles import ensure_profile
from santral.stores.clients import Clients
from santral.stores.connect import Connect
from santral.stores.pacing import Pace

ENDPOINT: Final = "AWS_ENDPOINT_URL_CONNECT"
_KEYS: Final = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")


@dataclass(frozen=True, slots=True)
class Place:
    """
    Attributes:
        stage: of the files in stages/; "" is dev, or none where an instance is named.
        instance: an id; "" is that of the stage.
        endpoint: address of a Connect that is not AWS's; "" is where the environment says.
    """

    stage: str = ""
    instance: str = ""
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """
    Attributes:
        files: those that were asked for.
    """

    files: list[FlowFile]
    centre: LiveCentre
    instance_id: str


def see(place: Place, names: list[str], connect: Connect | None = None) -> Seen:
    """Read the files and their live flows.

    Args:
        names: of flows and modules, as `inbound` or `module menu`; none is all.
        connect: None is one made for the place.

    Raises:
        InputError: there is no such stage or flow.
        NotFoundError: there is no such instance.
    """
    stage = find_stage(place.stage or DEFAULT_STAGE)
    everything = list(flow_files(FOLDER))
    files = chosen(everything, names)
    reach = connect or _connect(place, stage)
    instance_id = place.instance or stage.instance.id or find_instance(reach, stage.instance.alias)
    whose: Stage | None = stage if place.stage or not place.instance else None
    reading = Reading(reach, instance_id, whose, _progress())
    centre = reading.read(everything, {each.label for each in files})
    return Seen(files, centre, instance_id)


def chosen(files: list[FlowFile], names: list[str]) -> list[FlowFile]:
    """
    Raises:
        InputError: no file is called so.
    """
    found = {each.label: each for each in files}
    short = {each.name: each for each in files}
    unknown = [each for each in names if each not in found and each not in short]
    if unknown:
        raise InputError(f"--flow: no flow is called {unknown[0]!r}; there are {', '.join(short)}")
    wanted = {(found.get(each) or short[each]).label for each in names}
    return [each for each in files if not wanted or each.label in wanted]


def _connect(place: Place, stage: Stage) -> Connect:
    if place.endpoint:
        if not _is_address(place.endpoint):
            raise InputError("--endpoint: expected an address such as http://127.0.0.1:8090")
        os.environ[ENDPOINT] = place.endpoint
        for name in _KEYS:  # whoever is no AWS asks for none in particular
            os.environ.setdefault(name, "local")
    ensure_profile()
    own = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    region = own if own and place.instance and not place.stage else stage.region
    pace = Pace(time.monotonic, time.sleep, Random())
    return Connect(Clients(region), pace, place.instance)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _progress() -> Callable[[int, int], None]:
    """Tell on a terminal how far it is: two requests a second take their time."""

    def tell(count: int, of: int) -> None:
        if sys.stderr.isatty():
            end = "\r\x1b[K" if count == of else ""
            sys.stderr.write(f"\rreading flow {count + 1} of {of}{end}")
            sys.stderr.flush()

    return tell
