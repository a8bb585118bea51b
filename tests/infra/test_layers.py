"""The layers: for the right processor and Python, whole enough, and found only when up to date."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import botocore.session
import pytest

from infra.packaging import Target, layer_folder, layers, python_version
from infra.packaging.__main__ import main
from infra.packaging.contents import LAYERS, LEFT_OUT, SERVICES
from infra.packaging.layers import tags_of
from infra.packaging.runtime import wheel_platforms
from infra.packaging.trees import ROOT, files_in
from infra.packaging.wheels import chosen, pins
from santral.domain.errors import InputError
from tests.infra.built_layers import layers_for

# Source: System V ABI, ELF header: e_ident, e_machine at byte 18.
_ELF_64_LITTLE_ENDIAN: Final = b"\x7fELF\x02\x01"
_AARCH64: Final = 183
# Modules that are for another system, or for a package that is not there.
_OPTIONAL: Final = frozenset(
    {
        "botocore.crt.auth",
        "botocore.docs.translator",
        "dateutil.tz.win",
        "dateutil.tzwin",
        "urllib3.contrib.pyopenssl",
        "urllib3.contrib.socks",
        "urllib3.http2.connection",
    }
)
_IMPORT_ALL: Final = """
import importlib, json, sys
from pathlib import Path
paths = json.load(sys.stdin)
sys.path[:0] = paths
refused = {}
for path in paths:
    for file in sorted(Path(path).rglob("*.py")):
        name = ".".join(file.relative_to(path).with_suffix("").parts).removesuffix(".__init__")
        try:
            importlib.import_module(name)
        except ImportError as error:
            refused[name] = str(error)
print(json.dumps(refused))
"""

_MAKE_CLIENTS: Final = """
import json, sys
given = json.load(sys.stdin)
sys.path[:0] = given["paths"]
import botocore.session
session = botocore.session.get_session()
made = {}
for name in given["services"]:
    client = session.create_client(
        name, "eu-central-1", aws_access_key_id="any", aws_secret_access_key="any"
    )
    operations = client.meta.service_model.operation_names
    made[name] = list(operations), client.meta.endpoint_url
print(json.dumps(made))
"""


@pytest.fixture(scope="module")
def arm() -> Mapping[str, Path]:
    return layers_for(Target.ARM64)


def test_every_pin_is_in_a_layer_or_left_out_on_purpose() -> None:
    pinned = set(pins((ROOT / "requirements.txt").read_text("utf-8")))
    placed = [name for distributions in LAYERS.values() for name in distributions]

    assert sorted([*placed, *LEFT_OUT]) == sorted(pinned)


def test_every_shared_object_is_for_lambdas_processor_and_for_this_python(
    arm: Mapping[str, Path],
) -> None:
    found = [file for folder in arm.values() for file in files_in(folder) if ".so" in file.suffixes]

    assert {file.name.partition(".")[0] for file in found} == {
        "_cffi_backend",
        "_pydantic_core",
        "_rust",
    }
    for file in found:
        head = file.read_bytes()[:20]
        assert head[:6] == _ELF_64_LITTLE_ENDIAN
        assert int.from_bytes(head[18:20], "little") == _AARCH64
        made_for = re.search(r"\.(?:cpython-(\d+)-aarch64-linux-gnu|abi3)\.so$", file.name)
        assert made_for
        assert made_for[1] in (None, python_version().replace(".", ""))


@pytest.mark.usefixtures("arm")
def test_every_wheel_was_made_for_what_lambda_has() -> None:
    own = f"cp{python_version().replace('.', '')}"

    for name, tags in _tags():
        python, abi, platform = tags[0].split("-")
        if platform == "any":
            assert python.startswith("py"), name
        else:
            assert abi in (own, "abi3"), name
            assert any(tag.split("-")[2] in wheel_platforms(Target.ARM64) for tag in tags), name


def test_the_c_library_of_the_runtime_decides_which_wheels_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "version_info", _Version(3, 11))
    assert wheel_platforms(Target.ARM64)[0] == "manylinux_2_26_aarch64"

    monkeypatch.setattr(sys, "version_info", _Version(3, 13))
    assert wheel_platforms(Target.X86_64)[0] == "manylinux_2_34_x86_64"
    assert wheel_platforms(Target.HOST) == []


def test_a_python_that_lambda_has_not_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", _Version(3, 15))

    with pytest.raises(InputError, match=r"no runtime for Python 3\.15; expected 3\.11, 3\.12"):
        python_version()


def test_nothing_that_was_left_out_is_missed_by_what_is_there() -> None:
    paths = [str(each) for each in layers_for(Target.HOST).values()]

    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-W", "ignore", "-c", _IMPORT_ALL],
        input=json.dumps(paths),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr[-2000:]
    assert set(json.loads(ran.stdout.splitlines()[-1])) == _OPTIONAL


def test_every_service_that_a_client_is_made_for_has_its_model() -> None:
    folder = layers_for(Target.HOST)["shared"] / "botocore" / "data"

    assert set(_services_asked_for()) == set(SERVICES)
    for service in SERVICES:
        assert list(folder.glob(f"{service}/*/service-2.json")), service


def test_every_client_is_made_with_all_its_operations_and_addresses() -> None:
    given = {"paths": [str(layers_for(Target.HOST)["shared"])], "services": SERVICES}

    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", _MAKE_CLIENTS],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr[-2000:]
    session = botocore.session.get_session()
    whole = {name: session.get_service_model(name).operation_names for name in SERVICES}
    made = json.loads(ran.stdout)
    assert {name: operations for name, (operations, _) in made.items()} == whole
    assert {name: address for name, (_, address) in made.items()} == {
        "cognito-idp": "https://cognito-idp.eu-central-1.amazonaws.com",
        "connect": "https://connect.eu-central-1.amazonaws.com",
        "dynamodb": "https://dynamodb.eu-central-1.amazonaws.com",
        "s3": "https://s3.eu-central-1.amazonaws.com",
        "sesv2": "https://email.eu-central-1.amazonaws.com",
        "sqs": "https://sqs.eu-central-1.amazonaws.com",
        "stepfunctions": "https://states.eu-central-1.amazonaws.com",
        "sts": "https://sts.eu-central-1.amazonaws.com",
    }


def test_models_lose_the_texts_of_operations() -> None:
    folder = layers_for(Target.HOST)["shared"] / "botocore" / "data"
    (file,) = folder.glob("dynamodb/2012-08-10/service-2.json")
    model = json.loads(file.read_text("utf-8"))

    assert "documentation" not in model["operations"]["GetItem"]
    assert "documentation" not in model["shapes"]["GetItemInput"]["members"]["Key"]


def test_layers_that_are_not_built_are_asked_for_by_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(layers, "BUILT", tmp_path)

    with pytest.raises(InputError, match=r"out of date; run: make layer$"):
        layer_folder("shared", Target.ARM64)
    with pytest.raises(InputError, match=r'run: make layer ARGS="--host"$'):
        layer_folder("shared", Target.HOST)


def test_another_pin_makes_layers_stale(
    arm: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    changed = tmp_path / "requirements.txt"
    changed.write_text((ROOT / "requirements.txt").read_text("utf-8") + "# again\n", "utf-8")
    monkeypatch.setattr(layers, "_REQUIREMENTS", changed)

    with pytest.raises(InputError, match="make layer"):
        layer_folder("shared", Target.ARM64)


@pytest.mark.usefixtures("arm")
def test_built_again_nothing_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0

    assert capsys.readouterr().out == "layers for arm64: up to date\n"


def test_without_a_package_index_the_command_says_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(layers, "BUILT", tmp_path)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    assert main(["--arch", "x86_64"]) == 1

    assert "no wheels for x86_64" in (said := capsys.readouterr().err)
    assert "is the package index reachable?" in said
    assert not list((tmp_path / "layers").iterdir())


def test_a_distribution_without_a_pin_is_named() -> None:
    with pytest.raises(InputError, match=r"requirements\.txt: expected a pin of chalice"):
        chosen("six==1.17.0 \\\n    --hash=sha256:aa\n    # via chalice\n", ["six", "chalice"])


def test_a_pin_is_taken_with_its_hashes_and_without_remarks() -> None:
    text = "six==1.17.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via chalice\n"

    assert (
        chosen(text, ["six"]) == "six==1.17.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
    )


class _Version:
    def __init__(self, major: int, minor: int) -> None:
        self.major, self.minor = major, minor


def _tags() -> Iterator[tuple[str, list[str]]]:
    for distributions in tags_of(Target.ARM64).values():
        yield from distributions.items()


def _services_asked_for() -> Iterator[str]:
    """Find what santral/stores/clients.py, which alone makes clients, makes them for."""
    for node in ast.walk(ast.parse((ROOT / "santral/stores/clients.py").read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            first = node.args[0] if node.args else None
            if node.func.attr in ("_make", "_service") and isinstance(first, ast.Constant):
                yield str(first.value)
