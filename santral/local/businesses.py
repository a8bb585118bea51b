"""The sample businesses that are shipped, and any business file."""

from __future__ import annotations

from pathlib import Path

from santral.domain.business import Business, read_business
from santral.domain.errors import InputError
from santral.local.flow_files import ROOT
from santral.stores.phone_numbers import PhoneNumbersByMetadata

FOLDER = ROOT / "businesses"
FILE = "business.toml"
CUSTOMERS = "customers.csv"


def names() -> list[str]:
    return sorted(path.parent.name for path in FOLDER.glob(f"*/{FILE}"))


def load(name: str) -> Business:
    """Read a shipped business by its name.

    Raises:
        InputError: there is none of that name.
        BusinessFileError: its file is wrong.
    """
    if name not in names():
        raise InputError(f"no business {name!r}; there are {', '.join(names())}")
    return read(FOLDER / name / FILE)


def find(written: str) -> Business:
    """Take what a user names: a shipped business, a business file, or the folder that it is in.

    Raises:
        InputError: there is none.
        BusinessFileError: its file is wrong.
    """
    path = Path(written)
    if written in names() or not path.exists():
        return load(written)
    return read(path / FILE if path.is_dir() else path)


def read(path: Path) -> Business:
    """Read a business file, and the list of customers beside it if there is one.

    Raises:
        InputError: it cannot be read.
        BusinessFileError: it is wrong.
    """
    customers = path.with_name(CUSTOMERS)
    text = _text(path)
    rows = _text(customers) if customers.exists() else ""
    return read_business(text, rows, PhoneNumbersByMetadata(), file=str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: expected UTF-8 text; save it as CSV UTF-8 or as UTF-8") from None
