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


def read(path: Path) -> Business:
    """Read a business file, and the list of customers beside it if there is one.

    Raises:
        InputError: it cannot be read.
        BusinessFileError: it is wrong.
    """
    customers = path.with_name(CUSTOMERS)
    try:
        text = path.read_text("utf-8-sig")
        rows = customers.read_text("utf-8-sig") if customers.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise InputError(f"{path}: cannot be read: {reason}") from None
    return read_business(text, rows, PhoneNumbersByMetadata(), file=str(path))
