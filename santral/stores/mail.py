"""Mails of ours, by Amazon SES: plain text to one address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from santral.domain.errors import DependencyError
from santral.stores.tables import code_of

if TYPE_CHECKING:
    from types_boto3_sesv2.client import SESV2Client

_PERMANENT: Final = frozenset(
    {
        "AccessDeniedException",
        "AccountSuspendedException",
        "BadRequestException",
        "MailFromDomainNotVerifiedException",
        "MessageRejected",
        "NotFoundException",
    }
)


class Mail:
    def __init__(self, client: SESV2Client, sender: str) -> None:
        self._client, self._sender = client, sender

    def send(self, to: str, subject: str, text: str) -> None:
        """Send a mail; where the reply is lost it may have been sent, and again is a second one.

        Args:
            subject: sent in one line, as a header has to be.

        Raises:
            DependencyError: SES failed, or will not send there.
        """
        try:
            self._client.send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [to]},
                Content={
                    "Simple": {
                        "Subject": {"Data": " ".join(subject.split()), "Charset": "UTF-8"},
                        "Body": {"Text": {"Data": text, "Charset": "UTF-8"}},
                    }
                },
            )
        except (BotoCoreError, ClientError) as error:
            code = code_of(error) or "no answer"
            raise DependencyError("ses", code, retryable=code not in _PERMANENT) from error
