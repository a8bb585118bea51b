"""What somebody is woken for: every alarm as data, each with its section in docs/runbooks.md.

Each fires on the first event. What comes in crowds on a good day is no alarm: it is on the
dashboard, or in NOT_ALARMING with the reason.

Sources: Amazon Connect Administrator Guide, "Monitor your instance using CloudWatch"; the pages on
CloudWatch metrics in the guides of Lambda, DynamoDB, Kinesis, API Gateway, Step Functions and AWS
WAF; Amazon SES Developer Guide, "Monitoring your sender reputation" (a review at 5 % bounces and
0.1 % complaints); CloudWatch User Guide, "Alarms on Metrics Insights queries" (for dimensions that
nobody knows at deployment: a queue that a business makes) and "Using metric math".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from functions.catalogue import FUNCTIONS
from infra.logical_ids import logical_id

_MINUTE: Final = 60
_MINUTES: Final = 5 * _MINUTE


@dataclass(frozen=True, slots=True)
class Metric:
    namespace: str
    name: str
    dimensions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alarm:
    """
    Attributes:
        about: the heading of its section in the runbooks, in small letters and hyphens.
        meaning: in one sentence, for whoever is woken.
        metrics: one, or up to ten that are added up.
        query: in Metrics Insights' language, instead of metrics.
        threshold: it fires at this, and above it.
        statistic: of each period.
    """

    name: str
    about: str
    meaning: str
    metrics: tuple[Metric, ...] = ()
    query: str = ""
    threshold: float = 1
    statistic: str = "Sum"
    period_s: int = _MINUTES


@dataclass(frozen=True, slots=True)
class Watched:
    """The names under which CloudWatch has figures of one deployment.

    Attributes:
        metrics: the namespace of our own.
        functions, tables, dead_letters: our name -> AWS's.
        streams: what Amazon Connect writes records and events to, and our name of it.
        instance: the id of the Amazon Connect instance.
        machine: the ARN of the state machine that sets a business up.
        api: the name of the REST API, and its stage.
        web_acl: under which the web ACL counts, and the Region.
    """

    metrics: str
    functions: Mapping[str, str]
    tables: Mapping[str, str]
    dead_letters: Mapping[str, str]
    streams: Mapping[str, str]
    instance: str
    machine: str
    api: tuple[str, str]
    web_acl: tuple[str, str]


# What functions count by themselves -> what it means to whoever is woken.
COUNTED: Final[Mapping[str, str]] = {
    "InvocationFailed": "a function failed; a caller may have been sent on without what it knows",
    "ApiRequestFailed": "the API could not answer a request",
    "MessageDropped": "a message was let go of: what it asked for is not done",
    "ContactRecordQuarantined": "a contact record could not be read and waits in quarantine",
    "ForeignObject": "something lies in the bucket of recordings that is no recording",
    "RecordingMissing": "a contact was recorded, and its recording has not come",
    "ReconcileFailed": "the check of a business's records broke off",
    "TidyFailed": "what has expired is not being removed",
    "PresenceFailed": "an agent whose page is gone goes on being offered contacts",
    "ProvisioningSlow": "a business has been waiting too long to be set up",
    "ProvisioningNeedsHuman": "a business cannot be set up, nor taken back, without somebody",
    "DeletionStuck": "the deletion of a business does not go on: its export fails",
    "CertificateNotMailed": "a deleted business has not got its certificate",
    "CameInAfterDeletion": "something came in for a business after it was deleted",
}

NOT_ALARMING: Final[Mapping[str, str]] = {
    "AgentMadeOffline": "people close their pages; it says how often, and nothing is wrong",
    "CallerNotLookedUp": "the caller is served as somebody new; a table that fails has its alarm",
    "CustomerCardUnavailable": "a business's own CRM is slow or down: its owner sees it, and we "
    "can do nothing about it",
}


def alarms(watched: Watched) -> Iterator[Alarm]:
    """Yield every alarm of a deployment; names are unique."""
    yield from _counted(watched)
    yield from _functions(watched)
    yield from _data(watched)
    yield from _connect(watched.instance)
    yield from _outside(watched)


def _counted(watched: Watched) -> Iterator[Alarm]:
    for name, meaning in COUNTED.items():
        metric = Metric(watched.metrics, name)
        yield Alarm(name, _hyphened(name), meaning, (metric,), period_s=_MINUTE)


def _functions(watched: Watched) -> Iterator[Alarm]:
    for ours, name in watched.functions.items():
        title, of = logical_id(ours), {"FunctionName": name}
        yield Alarm(
            f"{title}Broken",
            "function-broken",
            f"{ours} ended without an answer: out of time, out of memory, or it did not start",
            (Metric("AWS/Lambda", "Errors", of),),
            period_s=_MINUTE,
        )
        if not FUNCTIONS[ours].runs_alone:  # throttling is how it is kept alone
            yield Alarm(
                f"{title}Throttled",
                "function-throttled",
                f"{ours} was not started: as many run as may",
                (Metric("AWS/Lambda", "Throttles", of),),
                period_s=_MINUTE,
            )
        yield Alarm(
            f"{title}Slow",
            "function-slow",
            f"{ours} took nearly as long as it may",
            (Metric("AWS/Lambda", "Duration", of),),
            threshold=_SLOW * FUNCTIONS[ours].timeout_s * 1000,
            statistic="Maximum",
        )
    yield Alarm(
        "RecordsLate",
        "records-late",
        "contact records are processed ten minutes after they came, or later",
        (
            Metric(
                "AWS/Lambda", "IteratorAge", {"FunctionName": watched.functions["contact_records"]}
            ),
        ),
        threshold=600_000,
        statistic="Maximum",
    )
    for ours, name in watched.dead_letters.items():
        yield Alarm(
            f"{logical_id(ours)}DeadLetter",
            "dead-letter",
            f"{ours} gave up on something, which waits for somebody",
            (Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", {"QueueName": name}),),
            statistic="Maximum",
        )


# Of the time that a function may take.
_SLOW: Final = 0.9


def _data(watched: Watched) -> Iterator[Alarm]:
    for ours, name in watched.tables.items():
        of = {"TableName": name}
        yield Alarm(
            f"{logical_id(ours)}TableThrottled",
            "table-throttled",
            f"DynamoDB refused requests to {ours}: too many for one partition, or for the account",
            tuple(Metric("AWS/DynamoDB", each, of) for each in _THROTTLES),
            period_s=_MINUTE,
        )
        yield Alarm(
            f"{logical_id(ours)}TableFailing",
            "table-failing",
            f"DynamoDB failed at requests to {ours}",
            tuple(
                Metric("AWS/DynamoDB", "SystemErrors", {**of, "Operation": each})
                for each in _OPERATIONS
            ),
            period_s=_MINUTE,
        )
    for ours, name in watched.streams.items():
        yield Alarm(
            f"{logical_id(ours)}StreamFull",
            "stream-full",
            f"Amazon Connect could not write all of its {ours.replace('_', ' ')}",
            (Metric("AWS/Kinesis", "WriteProvisionedThroughputExceeded", {"StreamName": name}),),
            period_s=_MINUTE,
        )


_THROTTLES: Final = ("ReadThrottleEvents", "WriteThrottleEvents")
_OPERATIONS: Final = (
    "BatchGetItem",
    "BatchWriteItem",
    "DeleteItem",
    "GetItem",
    "PutItem",
    "Query",
    "UpdateItem",
)


def _connect(instance: str) -> Iterator[Alarm]:
    for name, (group, threshold, meaning) in _OF_CONNECT.items():
        of = {"InstanceId": instance, "MetricGroup": group}
        yield Alarm(
            name,
            _hyphened(name),
            meaning,
            (Metric("AWS/Connect", name, of),),
            threshold=threshold,
            statistic="Sum" if threshold == 1 else "Maximum",
            period_s=_MINUTE,
        )
    for name, (dimension, meaning) in _OF_MANY.items():
        # Amazon Connect has a figure for each flow, or queue; a business makes its queues itself.
        measured = f'SUM({name}) FROM SCHEMA("AWS/Connect", {dimension}, InstanceId, MetricGroup)'
        query = f"SELECT {measured} WHERE InstanceId = '{instance}'"
        yield Alarm(name, _hyphened(name), meaning, query=query)


# Amazon Connect's metric -> its group, from what on, and what it means.
_OF_CONNECT: Final[Mapping[str, tuple[str, float, str]]] = {
    "MisconfiguredPhoneNumbers": (
        "VoiceCalls",
        1,
        "a caller rang a number that no flow answers, and was cut off",
    ),
    "ThrottledCalls": ("VoiceCalls", 1, "calls were rejected: too many in one second"),
    "CallsBreachingConcurrencyQuota": (
        "VoiceCalls",
        1,
        "calls were rejected: as many go on at once as may",
    ),
    # Source: Administrator Guide, "Monitoring your instance using CloudWatch": Percent, displayed
    # as a decimal.
    "ConcurrentCallsPercentage": ("VoiceCalls", 0.8, "four fifths of the calls that may go on do"),
    "CallRecordingUploadError": ("CallRecordings", 1, "a recording was not stored, and is lost"),
    "TasksExpired": ("Tasks", 1, "a task was never worked on, and has ended"),
}
# Amazon Connect's metric -> by what it is divided, and what it means.
_OF_MANY: Final[Mapping[str, tuple[str, str]]] = {
    "ContactFlowFatalErrors": ("ContactFlowName", "a flow broke off, and its caller with it"),
    "ContactFlowErrors": ("ContactFlowName", "a block of a flow failed; its caller went on"),
    "QueueCapacityExceededError": ("QueueName", "a queue was full, and a caller turned away"),
}


def _outside(watched: Watched) -> Iterator[Alarm]:
    api, stage = watched.api
    yield Alarm(
        "ApiFailing",
        "api-failing",
        "the API answered with 5xx: the function, or the gateway before it, failed",
        (Metric("AWS/ApiGateway", "5XXError", {"ApiName": api, "Stage": stage}),),
    )
    yield Alarm(
        "ProvisioningBroken",
        "provisioning-broken",
        "the state machine that sets a business up failed, ran out of time, or was ended",
        tuple(
            Metric("AWS/States", each, {"StateMachineArn": watched.machine})
            for each in ("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted")
        ),
        period_s=_MINUTE,
    )
    acl, region = watched.web_acl
    yield Alarm(
        "ManyBlocked",
        "many-blocked",
        "the web ACL turned a thousand requests away within five minutes",
        (Metric("AWS/WAFV2", "BlockedRequests", {"WebACL": acl, "Rule": "ALL", "Region": region}),),
        threshold=1000,
    )
    for name, threshold, meaning in (
        ("BounceRate", 0.05, "so many mails bounce that AWS looks into it"),
        ("ComplaintRate", 0.001, "so many call our mails junk that AWS looks into it"),
    ):
        yield Alarm(
            f"Mail{name}",
            "mail-reputation",
            meaning,
            (Metric("AWS/SES", f"Reputation.{name}"),),
            threshold=threshold,
            statistic="Maximum",
            period_s=60 * _MINUTE,
        )


def _hyphened(name: str) -> str:
    """
    >>> _hyphened("CameInAfterDeletion")
    'came-in-after-deletion'
    """
    return "".join(f"-{each.lower()}" if each.isupper() else each for each in name).lstrip("-")
