"""Digits that a caller types: when an entry is complete, and what of it is kept.

Source: Administrator Guide, "Store customer input". Its example of a terminator of several keys
(`##`, keys 1#2#3*4###, stored 1#2#3*4#) says that the last keys that can be one are: such an
entry therefore ends with the pause after it. The default terminator is one key and ends at once.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from santral.domain.phone import is_e164
from santral.engine.steps import Listen
from santral.engine.timeline import SECOND

if TYPE_CHECKING:
    from santral.engine.reader import Amount, ParameterReader
    from santral.engine.run import Run

# In Connect an encrypted input is base64 of an AWS Encryption SDK message. The engine has neither
# that nor the keys, and a digest of a card number or PIN could be turned back by trying them all:
# so nothing of what was typed is kept, not even its length.
ENCRYPTED = base64.b64encode(b"not encrypted: the local engine threw this input away").decode()

TERMINATOR, CANCEL_KEY = "#", "*"
_TERMINATORS = re.compile(r"[0-9*#]{1,5}")
_COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST_PAUSE_S, USUAL_PAUSE_S = 20, 5
LONGEST_ENTRY = 1024
# Digits; E.164 allows fifteen, and a dialling prefix may stand before them.
LONGEST_PHONE_NUMBER = 20


@dataclass(frozen=True, slots=True)
class PhoneNumberRule:
    """A telephone number; `country` is that of its local form, None for the international one."""

    country: str | None

    def parse(self, typed: str, run: Run) -> str | None:
        """Answer it in E.164 form, None when it is no number."""
        if not typed.isdecimal():
            return None
        if self.country is None:
            return f"+{typed}" if is_e164(f"+{typed}") else None
        return run.switchboard.phone_numbers.parse(typed, self.country)


@dataclass(frozen=True, slots=True)
class Entry:
    """How an entry ends."""

    longest: int
    terminator: str
    cancel_key: str | None
    pause: Amount
    usual: Listen
    rule: PhoneNumberRule | None

    @property
    def lasts(self) -> bool:
        """Whether a further key may still belong to the terminator, as in ###."""
        return len(self.terminator) > 1 and len(set(self.terminator)) == 1

    def next_key(self, run: Run) -> Listen | None:
        """Wait for one more key; None when the limit is a reference without a usable value."""
        if self.pause.constant is not None:
            return self.usual
        pause_s = self.pause.resolve(run)
        return None if pause_s is None else Listen(pause_s * SECOND)

    def is_complete(self, typed: str) -> bool:
        if typed.endswith(self.terminator):
            return not self.lasts or len(typed) - len(self.terminator) >= self.longest
        return len(typed) - self._begun(typed) >= self.longest

    def was_complete(self, typed: str, key: str) -> bool:
        """Whether a terminator that could have gone on did not: the entry ended before this key."""
        return self.lasts and typed.endswith(self.terminator) and key != self.terminator[0]

    def without_terminator(self, typed: str) -> str:
        return typed.removesuffix(self.terminator)[: self.longest]

    def _begun(self, typed: str) -> int:
        """Count the last keys that may be the beginning of a terminator."""
        for length in range(len(self.terminator) - 1, 0, -1):
            if typed.endswith(self.terminator[:length]):
                return length
        return 0


def read_entry(reader: ParameterReader) -> Entry:
    """Read InputValidation and DTMFConfiguration."""
    longest, rule = _read_validation(reader)
    keys = reader.object("DTMFConfiguration") or reader.empty("DTMFConfiguration")
    terminator = keys.static("InputTerminationSequence")
    disabled = keys.flag("DisableCancelKey")
    pause = keys.whole_or_path(
        "InterdigitTimeLimitSeconds", 1, LONGEST_PAUSE_S, default=USUAL_PAUSE_S
    )
    if terminator is not None:
        _check_terminator(keys, terminator, cancels=not disabled)
    return Entry(
        longest,
        terminator or TERMINATOR,
        None if disabled else CANCEL_KEY,
        pause,
        Listen((pause.constant or USUAL_PAUSE_S) * SECOND),
        rule,
    )


def _check_terminator(keys: ParameterReader, terminator: str, *, cancels: bool) -> None:
    name = "InputTerminationSequence"
    if not _TERMINATORS.fullmatch(terminator):
        keys.wrong(name, "one to five of 0-9, * and # are needed")
    elif cancels and CANCEL_KEY in terminator:
        keys.refused(name, "* ends an entry only where DisableCancelKey is True")


def _read_validation(reader: ParameterReader) -> tuple[int, PhoneNumberRule | None]:
    validation = reader.object("InputValidation", required=True)
    if validation is None:
        return LONGEST_ENTRY, None
    kind = validation.exactly_one("CustomValidation", "PhoneNumberValidation")
    part = None if kind is None else validation.object(kind, required=True)
    if part is None:
        return LONGEST_ENTRY, None
    if kind == "CustomValidation":
        return part.whole("MaximumLength", 1, LONGEST_ENTRY, required=True), None
    return LONGEST_PHONE_NUMBER, PhoneNumberRule(_read_country(part))


def _read_country(validation: ParameterReader) -> str | None:
    form = validation.choice("NumberFormat", ("Local", "E164"), required=True)
    if form != "Local":
        if validation.has("CountryCode"):
            validation.static("CountryCode")
            validation.refused("CountryCode", "it goes with NumberFormat Local only")
        return None
    country = validation.static("CountryCode", required=True) or ""
    if not _COUNTRY.fullmatch(country):
        validation.wrong("CountryCode", "two capital letters of ISO 3166 are needed")
    return country
