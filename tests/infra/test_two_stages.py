"""What was tried in one stage is what runs in the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tests.infra.template import Centre

# Where the settings of a stage come out in a template; everything else has to be the same.
SETTINGS: Final = (
    r"/Budget/BudgetLimit/Amount$",
    r"/NotificationsWithSubscribers/",
    r"/Environment/Variables/SANTRAL_(CELL_TENANTS|REQUESTS_PER_MINUTE|SIGN_UPS_PER_\w+)$",
    r"/LifecycleConfiguration/Rules/\d+/ExpirationInDays$",
    r"/ProvisionedConcurrencyConfig(/ProvisionedConcurrentExecutions)?$",
)


def test_two_stages_have_the_same_resources(dev: Centre, prod: Centre) -> None:
    # Only prod has somebody to tell.
    addresses = {each for each in _types(prod) if each[2] == "AWS::SNS::Subscription"}

    assert _types(dev) == _types(prod) - addresses
    assert len(addresses) == 1


def test_two_stages_differ_in_names_and_settings_only(dev: Centre, prod: Centre) -> None:
    ours, theirs = dict(_leaves(dev, "dev")), dict(_leaves(prod, "prod"))
    different = {
        path
        for path in ours.keys() | theirs.keys()
        if ours.get(path) != theirs.get(path) and "AWS::SNS::Subscription" not in path
    }

    unexpected = [
        path for path in sorted(different) if not any(re.search(each, path) for each in SETTINGS)
    ]

    assert unexpected == []
    assert different  # a budget of 50 and one of 500 do differ


def _types(centre: Centre) -> set[tuple[str, str, str]]:
    return {
        (found.stack, _without_hash(found.logical_id), found.type) for found in centre.resources()
    }


def _leaves(centre: Centre, stage: str) -> Iterator[tuple[str, Any]]:
    for found in centre.resources():
        path = f"{found.stack}/{found.type}/{_without_hash(found.logical_id)}"
        yield from _walk(_without_stage(found.body, stage), path)


def _without_stage(body: Mapping[str, Any], stage: str) -> Any:
    written = re.sub(rf"\b{stage}\b|(?<=santral){stage}", "STAGE", json.dumps(body))
    return json.loads(_without_hash(written))


def _without_hash(text: str) -> str:
    """Leave out hashes: of a function's settings in its version's name, of a stage's in a name."""
    text = re.sub(r"(?<=CurrentVersion[0-9A-F]{8})[0-9a-f]{32}", "", text)
    return re.sub(r"(santralSTAGE[A-Za-z0-9]+?)[0-9A-F]{8}(?=\")", r"\1", text)


def _walk(plain: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(plain, Mapping):
        for key, each in plain.items():
            yield from _walk(each, f"{path}/{key}")
    elif isinstance(plain, list):
        for index, each in enumerate(plain):
            yield from _walk(each, f"{path}/{index}")
    else:
        yield path, plain
