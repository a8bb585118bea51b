"""Every check, in the order in which what they find has to be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from santral.domain.errors import DependencyError, NotFoundError
from santral.local.doctor import account, computer, instance, mail, quotas
from santral.local.doctor.findings import Finding, Outcome, unseen
from santral.local.doctor.subject import NO_CREDENTIALS, Subject

Check = Callable[[Subject], Iterator[Finding]]

CHECKS: Final[Mapping[str, Check]] = {
    "Python": computer.python,
    "Node.js": computer.node,
    "CDK CLI": computer.cdk,
    "layer": computer.layer,
    "contact flows": computer.flows,
    "templates": computer.templates,
    "the stage's choices": computer.choices,
    "credentials": account.credentials,
    "Region": account.region,
    "CDK bootstrap": account.bootstrap,
    "Lambda concurrency": account.concurrency,
    "hosted zone": account.hosted_zone,
    "budget": account.budget,
    "instance": instance.alias,
    "sign-in of agents": instance.identity,
    "room for an instance": instance.room,
    "instances made and deleted": instance.makings,
    "room for businesses": quotas.room_for_businesses,
    "calls at once": quotas.calls,
    "numbers": instance.numbers,
    "mail out of the sandbox": mail.sending,
    "mail sender's domain": mail.sender,
}
_NOT_SIGNED_IN: Final = "not looked at: see credentials"
_OF_THE_ACCOUNT: Final = tuple(CHECKS)[tuple(CHECKS).index("credentials") + 1 :]


def examine(subject: Subject) -> Iterator[Finding]:
    """Yield what every check finds; whatever goes wrong in one is a finding of it.

    Without credentials nothing of the account is asked, since each question would wait for them.
    """
    is_signed_in = True
    for name, check in CHECKS.items():
        if name in _OF_THE_ACCOUNT and not is_signed_in:
            yield unseen(name, _NOT_SIGNED_IN)
            continue
        for finding in _found(name, check, subject):
            yield finding
            if name == "credentials":
                is_signed_in = finding.outcome is not Outcome.UNSEEN


def _found(name: str, check: Check, subject: Subject) -> Iterator[Finding]:
    try:
        yield from check(subject)
    except DependencyError as failed:
        yield unseen(name, f"{failed.service}: {failed.problem}", _next_step(failed.problem))
    except NotFoundError as absent:
        yield unseen(name, str(absent))


def _next_step(problem: str) -> str:
    if problem == NO_CREDENTIALS:
        return "aws configure sso, and AWS_PROFILE set to the profile that it makes"
    if "AccessDenied" in problem or "Unauthorized" in problem:
        return "allow the credentials to read it, or look yourself"
    return ""
