"""Takes out of installed packages what never runs here, and out of botocore's models what is text.

Nothing of what is kept is changed but by leaving parts out, so that an error of ours is a missing
module or operation, never another behaviour.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from infra.packaging.contents import DROPPED, KEPT, SERVICES
from infra.packaging.trees import files_in, remove

_ENDPOINTS: Final = "endpoints.json"


def prune(folder: Path) -> None:
    """Leave in a folder of installed packages what is needed."""
    for package, kept in KEPT.items():
        if (folder / package).is_dir():
            _keep_only(folder / package, [folder / package / each for each in kept])
    for pattern in DROPPED:
        for found in sorted(folder.glob(pattern)):
            remove(found)
    data = folder / "botocore" / "data"
    if data.is_dir():
        _slim(data)
    for empty in sorted((each for each in folder.rglob("*") if each.is_dir()), reverse=True):
        if not any(empty.iterdir()):
            remove(empty)


def _keep_only(package: Path, kept: Collection[Path]) -> None:
    for file in files_in(package):
        if not any(file == each or each in file.parents for each in kept):
            remove(file)


def _slim(data: Path) -> None:
    """Keep the models of our services, as plain JSON: unzipping takes longer than reading more."""
    for service in sorted(each for each in data.iterdir() if each.is_dir()):
        if service.name not in SERVICES:
            remove(service)
    for file in files_in(data):
        text = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        content = json.loads(text)
        if file.name == _ENDPOINTS:
            content = _our_endpoints(content)
        for part in {"operations", "shapes"} & content.keys():  # botocore asks for other texts
            content[part] = _without_texts(content[part])
        remove(file)
        slim = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        file.with_name(file.name.removesuffix(".gz")).write_text(slim, "utf-8")


def _without_texts(content: Any) -> Any:
    """Leave out what documents a shape or an operation; a member of that name is no text."""
    if isinstance(content, list):
        return [_without_texts(each) for each in content]
    if not isinstance(content, dict):
        return content
    return {
        name: _without_texts(each)
        for name, each in content.items()
        if not (name == "documentation" and isinstance(each, str))
    }


def _our_endpoints(content: dict[str, Any]) -> dict[str, Any]:
    """Leave out other services' endpoints, of every partition and Region."""
    for partition in content["partitions"]:
        ours = {name: each for name, each in partition["services"].items() if name in _PREFIXES}
        partition["services"] = ours
    return content


# endpoints.json knows services by the first part of their host names.
_PREFIXES: Final = {*SERVICES, "email", "states", "streams.dynamodb"} - {"sesv2", "stepfunctions"}
