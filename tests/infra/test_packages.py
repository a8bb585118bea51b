"""What is in a function's package, and that nothing else decides what it is."""

from __future__ import annotations

import marshal
import os
import shutil
import sys
from pathlib import Path
from typing import Final

import pytest

from functions.catalogue import FUNCTIONS
from infra.packaging import function_package, layers_of
from infra.packaging.contents import API, SHARED
from infra.packaging.imports import needed_by
from infra.packaging.trees import ROOT, content_hash, files_in, zipped_size
from santral.domain.errors import InputError

_TAG: Final = sys.implementation.cache_tag


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy what packages are made from to another place; every file is of another day."""
    for name in ("functions", "santral"):
        ignored = shutil.ignore_patterns("__pycache__", "local")
        shutil.copytree(ROOT / name, tmp_path / "checkout" / name, ignore=ignored)
    for file in files_in(tmp_path):
        os.utime(file, (86_400, 86_400))
    return tmp_path / "checkout"


def test_another_checkout_makes_the_same_bytes(checkout: Path, tmp_path: Path) -> None:
    here = function_package("menu_step", built=tmp_path / "here")
    there = function_package("menu_step", root=checkout, built=tmp_path / "there")

    assert content_hash(there) == content_hash(here)
    assert there.name == here.name


def test_an_edit_changes_the_packages_alone_that_hold_it(checkout: Path, tmp_path: Path) -> None:
    edited, other = (
        function_package(name, root=checkout, built=tmp_path) for name in ("menu_step", "provision")
    )
    with (checkout / "functions/menu_step/handler.py").open("a") as handler:
        handler.write("# edited\n")

    assert function_package("menu_step", root=checkout, built=tmp_path) != edited
    assert function_package("provision", root=checkout, built=tmp_path) == other


def test_a_handler_is_in_its_own_package_and_where_calls_are_tried_out() -> None:
    holders = {
        name
        for name, spec in FUNCTIONS.items()
        if "functions.menu_step.handler" in needed_by(spec.handler.rpartition(".")[0], ROOT).modules
    }

    assert holders == {"api", "dry_run", "menu_step"}


def test_a_package_holds_bytecode_beside_every_module_that_no_import_checks() -> None:
    package = function_package("menu_step")

    handler = package / f"functions/menu_step/__pycache__/handler.{_TAG}.pyc"
    modules = list(package.rglob("*.py"))
    assert handler.read_bytes()[4:8] == b"\x01\x00\x00\x00"  # PEP 552: a hash, and not checked
    assert len(list(package.rglob("*.pyc"))) == len(modules) > 50


def test_a_traceback_names_the_place_in_lambda() -> None:
    folder = function_package("menu_step") / "functions" / "__pycache__"

    code = marshal.loads((folder / f"answers.{_TAG}.pyc").read_bytes()[16:])  # noqa: S302  # ours

    assert code.co_filename == "/var/task/functions/answers.py"


def test_a_package_has_the_files_that_its_modules_read() -> None:
    dry_run, menu_step = function_package("dry_run"), function_package("menu_step")

    assert (dry_run / "contact_flows/flows/inbound.json").is_file()
    assert not (menu_step / "contact_flows").exists()


def test_packages_without_installed_packages_are_small() -> None:
    assert zipped_size(function_package("api")) < 5_000_000
    assert zipped_size(function_package("identify_contact")) < 500_000


def test_the_api_alone_has_the_apis_layer() -> None:
    with_it = {name for name in FUNCTIONS if API in layers_of(name)}

    assert with_it == {"api"}
    assert all(SHARED in layers_of(name) for name in FUNCTIONS)


def test_an_unknown_function_is_named_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match="no function 'menu_steps'; there are identify_contact"):
        function_package("menu_steps")


def test_what_stands_under_type_checking_is_not_needed(tmp_path: Path) -> None:
    write(tmp_path, "functions/__init__.py", "")
    write(
        tmp_path,
        "functions/one.py",
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import boto3\n    from functions import two\n",
    )
    write(tmp_path, "functions/two.py", "")

    needed = needed_by("functions.one", tmp_path)

    assert needed.modules == {"functions", "functions.one"}
    assert needed.outside == {"typing"}


def test_what_a_function_imports_inside_is_needed(tmp_path: Path) -> None:
    write(tmp_path, "functions/__init__.py", "")
    write(tmp_path, "functions/one.py", "def ask():\n    from functions.two import answer\n")
    write(tmp_path, "functions/two.py", "import chalice\n")

    needed = needed_by("functions.one", tmp_path)

    assert needed.modules == {"functions", "functions.one", "functions.two"}
    assert needed.outside == {"chalice"}


def test_what_a_cached_property_imports_is_needed_where_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "functions/__init__.py", "")
    write(
        tmp_path,
        "functions/wiring.py",
        "class Parts:\n"
        "    @cached_property\n    def mail(self):\n        from functions.mail import Mail\n"
        "    @cached_property\n    def doors(self):\n        from functions.doors import Doors\n"
        "        return Doors(self.keys)\n"
        "    @cached_property\n    def keys(self):\n        import jwt\n",
    )
    write(tmp_path, "functions/mail.py", "")
    write(tmp_path, "functions/doors.py", "")
    write(
        tmp_path, "functions/one.py", "from functions import wiring\nwiring.here().doors.open()\n"
    )
    write(tmp_path, "functions/two.py", "from functions import wiring\nwiring.here().mail.send()\n")

    one, two = (needed_by(f"functions.{name}", tmp_path) for name in ("one", "two"))

    assert one.modules == {"functions", "functions.wiring", "functions.doors", "functions.one"}
    assert one.outside == {"jwt"}
    assert two.modules == {"functions", "functions.wiring", "functions.mail", "functions.two"}
    assert two.outside == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from importlib import import_module\n", "contents.IMPORTS_BY_NAME"),
        ("PLACE = __file__\n", "contents.READS"),
    ],
)
def test_what_cannot_be_seen_has_to_be_declared(tmp_path: Path, text: str, expected: str) -> None:
    write(tmp_path, "functions/__init__.py", "")
    write(tmp_path, "functions/one.py", text)

    with pytest.raises(InputError, match=rf"functions\.one: .*{expected}"):
        needed_by("functions.one", tmp_path)


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text(text, "utf-8")
