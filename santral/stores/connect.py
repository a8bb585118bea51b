"""Our requests to Amazon Connect: paced, and repeated where that cannot do a thing twice.

A start is known by a token made of our own id and the number of the attempt. A reply that is lost
is asked for again with the same token, and Connect places one call; for seven days it does. A new
attempt at the same callback needs the next number: the old token would find the old contact, and
nobody would be called.

Source: API Reference, StartOutboundVoiceContact: ClientToken, Errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from botocore import xform_name

from santral.domain.errors import ContactCentreError, InputError, UnknownOutcomeError
from santral.stores.clients import AMAZON_CONNECT_REQUEST_NEEDS_S, Clients
from santral.stores.connect_failures import FAILURES, SERVICE, Failure, Outcome, failed, failure_of
from santral.stores.connect_operations import TOKEN, Repeating, repeating
from santral.stores.deadline import remaining_s
from santral.stores.pacing import Pace

LIMIT_S: Final = 30.0
LARGEST_PAGE: Final = 100
_LONGEST_TOKEN: Final = 500


@dataclass(frozen=True, slots=True, repr=False)
class StartedChat:
    """
    Attributes:
        participant_token: whoever has it takes part as the customer.
    """

    contact_id: str
    participant_id: str
    participant_token: str


def client_token(operation_id: str, attempt: int) -> str:
    """Make the token by which Connect knows one attempt, however often it is asked for.

    Args:
        operation_id: ours, unique within the account; no personal data, since Connect keeps it.
        attempt: 1 for the first.

    Raises:
        InputError: an empty id, one that is too long for a token, or no such attempt.
    """
    token = f"{operation_id}#{attempt}"
    if not operation_id or attempt < 1 or len(token) > _LONGEST_TOKEN:
        raise InputError("a token needs an id, an attempt from 1, and 500 characters at most")
    return token


def pages(
    ask: Callable[..., Mapping[str, Any]],
    operation: str,
    members: str,
    *,
    most: int = LARGEST_PAGE,
    **parameters: Any,
) -> Iterator[Mapping[str, Any]]:
    """Yield what an operation lists, asked for page by page.

    Args:
        ask: Connect.call, or what asks as it does.
        members: the member of the answer that the list stands in.
        most: on a page; of some operations no more than 10 or 25.
    """
    token: str | None = None
    while True:
        more = {"NextToken": token} if token else {}
        answer = ask(operation, **parameters, MaxResults=most, **more)
        yield from answer.get(members, ())
        token = answer.get("NextToken")
        if not token:
            return


class Connect:
    """One instance of Amazon Connect, as our functions ask it.

    Every method raises:
        RefusedError: Connect will not do it as asked.
        NotFoundError, ConflictError: as they say.
        DependencyError: nothing was done, for want of time, room or permission.
        UnknownOutcomeError: it may have been done.
    """

    def __init__(
        self, clients: Clients, pace: Pace, instance_id: str, *, limit_s: float = LIMIT_S
    ) -> None:
        """
        Args:
            pace: of the account, which instances share.
            limit_s: for everything one call may take, waiting included; a deadline of the
                invocation that ends sooner counts.
        """
        self._clients, self._pace = clients, pace
        self._instance_id, self._limit_s = instance_id, limit_s

    def place_call(
        self,
        operation_id: str,
        attempt: int,
        *,
        destination: str,
        flow_id: str,
        queue_id: str | None = None,
        source: str | None = None,
        attributes: Mapping[str, str] | None = None,
    ) -> str:
        """Call somebody and return the contact's id; asked twice, it calls once.

        Args:
            operation_id, attempt: see client_token().
            destination, source: numbers in E.164.
            queue_id: whose number is shown where there is no source; one of the two is needed.
        """
        return self._started(
            "StartOutboundVoiceContact",
            ClientToken=client_token(operation_id, attempt),
            DestinationPhoneNumber=destination,
            ContactFlowId=flow_id,
            QueueId=queue_id,
            SourcePhoneNumber=source,
            Attributes=attributes,
        )

    def start_task(
        self,
        operation_id: str,
        attempt: int,
        *,
        name: str,
        flow_id: str,
        description: str | None = None,
        links: Mapping[str, str] | None = None,
        attributes: Mapping[str, str] | None = None,
    ) -> str:
        """Start a task and return the contact's id; asked twice, it starts one.

        Args:
            operation_id, attempt: see client_token().
            links: what the agent may open: its name and URL.
        """
        references = {name: {"Type": "URL", "Value": url} for name, url in (links or {}).items()}
        return self._started(
            "StartTaskContact",
            ClientToken=client_token(operation_id, attempt),
            Name=name,
            ContactFlowId=flow_id,
            Description=description,
            References=references or None,
            Attributes=attributes,
        )

    def start_chat(
        self,
        token: str,
        *,
        flow_id: str,
        name: str,
        message: str | None = None,
        attributes: Mapping[str, str] | None = None,
    ) -> StartedChat:
        """Start a customer's chat; asked twice, it starts one.

        Args:
            token: the same for the same chat, and not to be guessed: whoever has it takes part.
            name: as the agent sees it.
            message: the first one, in plain text.
        """
        said = None if message is None else {"ContentType": "text/plain", "Content": message}
        given: dict[str, Any] = {"InitialMessage": said, "Attributes": attributes}
        answer = self.call(
            "StartChatContact",
            InstanceId=self._instance_id,
            ContactFlowId=flow_id,
            ClientToken=token,
            ParticipantDetails={"DisplayName": name},
            SupportedMessagingContentTypes=["text/plain", "text/markdown"],
            **{member: value for member, value in given.items() if value},
        )
        told = [answer.get(each) for each in ("ContactId", "ParticipantId", "ParticipantToken")]
        if not all(isinstance(each, str) and each for each in told):
            problem = "StartChatContact: an answer without a token"
            raise UnknownOutcomeError(SERVICE, problem, retryable=True)
        return StartedChat(*map(str, told))

    # --- contacts that are going on ---

    def suspend_recording(self, contact_id: str, initial_contact_id: str) -> None:
        """Let nothing be recorded until resume_recording().

        RefusedError is also that nothing is being recorded.
        """
        self._of_recording("SuspendContactRecording", contact_id, initial_contact_id)

    def resume_recording(self, contact_id: str, initial_contact_id: str) -> None:
        self._of_recording("ResumeContactRecording", contact_id, initial_contact_id)

    def _of_recording(self, operation: str, contact_id: str, initial_contact_id: str) -> None:
        self.call(
            operation,
            InstanceId=self._instance_id,
            ContactId=contact_id,
            InitialContactId=initial_contact_id,
        )

    # --- agents ---

    def users_at_work(self, user_ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """Return what GetCurrentUserData says of users, by id; who is offline is not in it.

        Args:
            user_ids: 100 at most, all of them there.
        """
        found = pages(
            self.call,
            "GetCurrentUserData",
            "UserDataList",
            InstanceId=self._instance_id,
            Filters={"Agents": list(user_ids)},
        )
        return {each["User"]["Id"]: each for each in found}

    def offline_status(self) -> str:
        """Return the id of the status in which nobody is offered contacts."""
        answer = self.call(
            "ListAgentStatuses", InstanceId=self._instance_id, AgentStatusTypes=["OFFLINE"]
        )
        for each in answer.get("AgentStatusSummaryList", ()):
            return str(each["Id"])
        raise failed("ListAgentStatuses", "no status of the type OFFLINE")

    def put_status(self, user_id: str, status_id: str) -> None:
        """Set an agent's status; of who handles a contact it is the next one."""
        self.call(
            "PutUserStatus",
            InstanceId=self._instance_id,
            UserId=user_id,
            AgentStatusId=status_id,
        )

    def stop(self, contact_id: str) -> None:
        """End a contact.

        NotFoundError says that it is not there: it has ended, if only by our own request whose
        reply was lost, or it is so new that Connect does not show it yet.
        """
        self.call("StopContact", InstanceId=self._instance_id, ContactId=contact_id)

    def describe(self, contact_id: str) -> Mapping[str, Any]:
        """Return the contact, as DescribeContact shows it."""
        answer = self.call("DescribeContact", InstanceId=self._instance_id, ContactId=contact_id)
        contact = answer.get("Contact")
        if not isinstance(contact, dict):
            raise failed("DescribeContact", "an answer without Contact")
        return contact

    def update_attributes(self, initial_contact_id: str, attributes: Mapping[str, str]) -> None:
        """Set these attributes of a contact and its whole chain; others stay."""
        self.call(
            "UpdateContactAttributes",
            InstanceId=self._instance_id,
            InitialContactId=initial_contact_id,
            Attributes=attributes,
        )

    def call(self, operation: str, /, **parameters: Any) -> Mapping[str, Any]:
        """Ask for any operation, with Connect's own names, and return what it answers.

        It asks again, at our pace and within the limit, what was surely not done, and what may
        have been done where a second time does nothing more.

        Raises:
            InputError: the operation knows a token and was given none: botocore would make one
                up for each request.
        """
        client = self._clients.connect
        kind = repeating(client.meta.service_model.operation_model(operation))
        if kind is Repeating.BY_TOKEN and not parameters.get(TOKEN):
            raise InputError(f"{SERVICE}: {operation}: needs a ClientToken")
        method = getattr(client, xform_name(operation))
        return self._asked(operation, kind, lambda: method(**parameters))

    def _asked(
        self, operation: str, kind: Repeating, request: Callable[[], Mapping[str, Any]]
    ) -> Mapping[str, Any]:
        # A request is begun only where its longest wait ends within the limit.
        limit_s = min(self._limit_s, remaining_s()) - AMAZON_CONNECT_REQUEST_NEEDS_S
        latest_s = self._pace.monotonic() + limit_s
        failure = Failure(Outcome.NOT_DONE, failed(operation, "not asked, no time is left"))
        in_doubt = False
        for failures in count(1):
            if not self._pace.wait_for_turn(operation, latest_s):
                break
            throttled = False
            try:
                return request()
            except FAILURES as error:
                failure = failure_of(operation, error)
                throttled = failure.throttled
            finally:
                self._pace.end_turn(operation, throttled=throttled)
            in_doubt = in_doubt or failure.outcome in {Outcome.UNKNOWN, Outcome.UNREADABLE}
            if not _may_repeat(kind, failure) or not self._pace.back_off(failures, latest_s):
                break
        raise _last_word(kind, failure, in_doubt=in_doubt) from failure.cause

    def _started(self, operation: str, **parameters: Any) -> str:
        given = {name: value for name, value in parameters.items() if value is not None}
        answer = self.call(operation, InstanceId=self._instance_id, **given)
        contact_id = answer.get("ContactId")
        if not isinstance(contact_id, str) or not contact_id:
            problem = f"{operation}: an answer without ContactId"
            raise UnknownOutcomeError(SERVICE, problem, retryable=True)
        return contact_id


def _may_repeat(kind: Repeating, failure: Failure) -> bool:
    if failure.outcome is Outcome.UNKNOWN:
        return kind is not Repeating.TWICE
    return failure.outcome is Outcome.NOT_DONE


def _last_word(kind: Repeating, failure: Failure, *, in_doubt: bool) -> ContactCentreError:
    """Choose what to raise; what a request in doubt has done is not undone by a later refusal.

    A refusal of what says how things shall be tells how they are now, and is believed.
    """
    if not in_doubt or kind is Repeating.READS:
        return failure.error
    if kind is Repeating.SAME and failure.outcome is Outcome.REFUSED:
        return failure.error
    problem = str(failure.error).removeprefix(f"{SERVICE}: ")
    return UnknownOutcomeError(SERVICE, problem, retryable=kind is not Repeating.TWICE)
