"""The last stages of a deletion: the certificate and its mail; and what is deleted long after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from functions.delete_tenant.clearing import clear
from functions.delete_tenant.closing import Closing
from functions.delete_tenant.stages import AT_ONCE, NUMBERS, remove_files, remove_lists
from functions.entry import log_failure
from santral.domain.account import Account, AccountState
from santral.domain.certificate import Certificate, as_text, certificate_of
from santral.domain.deletion import BOOKS_KEPT, EXPORT_KEPT, LATECOMERS, Letter, Stage
from santral.domain.deletion_mails import deleted_mail
from santral.domain.errors import DependencyError
from santral.stores import deletions
from santral.stores.account_changes import change_account
from santral.stores.deletion_lists import KindList
from santral.stores.tables import AuditItem

_AUDIT: Final = KindList("audit", AuditItem, by_month=True)


def certify(closing: Closing) -> None:
    """Write the certificate, let the account be a mere name that is taken, and tell the owners."""
    deletion = closing.deletion
    numbers = deletion.removed.get(NUMBERS, 0)
    certificate = deletions.certify(certificate_of(deletion, closing.now, numbers=numbers))
    change_account(closing.tenant, _emptied)
    if deletion.letter.addresses:
        _tell_owners(closing, certificate)
    told = replace(closing.deletion, letter=Letter(), written_at=certificate.completed_at)
    closing.change(told)


def sweep_latecomers(closing: Closing) -> timedelta | None:
    """Delete what has come in after all: contacts whose records were kept up."""
    pause = closing.until(_written_at(closing) + LATECOMERS)
    if pause is not None:
        return pause
    before = closing.deletion.removed
    is_done = remove_lists(closing)
    if closing.deletion.removed != before:
        closing.here.count("CameInAfterDeletion", closing.tenant)
    return None if is_done else AT_ONCE


def end_handover(closing: Closing) -> timedelta | None:
    pause = closing.until(_written_at(closing) + EXPORT_KEPT)
    if pause is not None:
        return pause
    if not remove_files(closing, keeps_export=False):
        return AT_ONCE
    closing.change(replace(closing.deletion, export="", link_digests=()))
    return None


def end_books(closing: Closing) -> timedelta | None:
    pause = closing.until(_written_at(closing) + BOOKS_KEPT)
    if pause is not None:
        return pause
    return None if clear(closing, [_AUDIT]) else AT_ONCE


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _written_at(closing: Closing) -> datetime:
    at = closing.deletion.written_at
    if at is None:
        raise DependencyError("dynamodb", "a deletion without its certificate", retryable=False)
    return at


def _emptied(account: Account) -> Account:
    """Return what keeps the id from being given again; whoever agreed to what stays, by ids."""
    return replace(account, name="", state=AccountState.DELETED, owners=(), state_before=None)


def _tell_owners(closing: Closing, certificate: Certificate) -> None:
    """Mail each owner; told twice, because a reply was lost, either link is good."""
    here, letter = closing.here, closing.deletion.letter
    token = here.random.randbytes(32).hex()
    closing.change(closing.deletion.handed_out(digest_of(token)))
    link = f"{here.settings.page_url}/export#{certificate.id}.{token}"
    mail = deleted_mail(letter.language, letter.business, link, as_text(certificate))
    for each in letter.addresses:
        try:
            here.mail.send(each, mail.subject, mail.text)
        except DependencyError as error:
            if error.retryable:
                raise
            log_failure(error, "a certificate could not be mailed", {"tenant": closing.tenant})
            here.count("CertificateNotMailed", closing.tenant)


LATER: Final[Mapping[Stage, Callable[[Closing], timedelta | None]]] = {
    Stage.LATECOMERS: sweep_latecomers,
    Stage.HANDOVER: end_handover,
    Stage.BOOKS: end_books,
}
