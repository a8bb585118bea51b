"""One table of all functions: what starts them, how long they may take, what they may touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final


class Trigger(StrEnum):
    """
    FLOW: a block of a contact flow: somebody waits on the line for the answer.
    QUEUE: a message in the function's own SQS queue.
    TASK: a state of a state machine.
    COGNITO: a trigger of the user pool: somebody waits to be signed in.
    CLOUDFORMATION: a resource of a stack: a deployment waits for the answer.
    """

    FLOW = "flow"
    KINESIS = "kinesis"
    S3 = "s3"
    QUEUE = "queue"
    TASK = "task"
    COGNITO = "cognito"
    SCHEDULE = "schedule"
    API = "api"
    CLOUDFORMATION = "cloudformation"


class Resource(StrEnum):
    TENANTS = "tenants"
    CUSTOMERS = "customers"
    CONTACTS = "contacts"
    RECORDINGS = "recordings"
    RECORDING_FILES = "recording_files"
    QUARANTINE = "quarantine"
    MEMBERS = "members"
    DOCUMENTS = "documents"
    AUDIT = "audit"
    WORK = "work"
    FILES = "files"  # the bucket of uploads and exports
    AMAZON_CONNECT = "amazon_connect"
    USER_POOL = "user_pool"
    MAIL = "mail"
    QUEUES = "queues"
    PROVISIONING = "provisioning"
    CONTACTS_UNDER_WAY = "contacts_under_way"  # in Amazon Connect: begun, or being recorded
    AGENT_STATES = "agent_states"  # in Amazon Connect
    FLOW_SET = "flow_set"  # the flows of a deployment, as one file
    SHIPPED_FLOWS = "shipped_flows"  # those that are the same for every business, in the instance


@dataclass(frozen=True, slots=True)
class Schedule:
    """A clock that starts a function as well, with an event of its own."""

    minutes: int
    event: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FunctionSpec:
    """
    Attributes:
        handler: what Lambda imports.
        timeout_s: after which Lambda ends it; for flows the block's own limit.
        deadline_s: after which nothing more is asked of anybody; the answer comes in time to be
            used.
        reads, writes: everything it may reach; its role is made from this.
        rings: the functions whose queues it may write to.
        schedules: what starts it beside its trigger; all there is where the trigger is SCHEDULE.
        runs_alone: whether one of it runs at a time; who comes meanwhile is throttled, and waits.
    """

    name: str
    trigger: Trigger
    timeout_s: int
    deadline_s: float
    memory_mib: int
    reads: tuple[Resource, ...] = ()
    writes: tuple[Resource, ...] = ()
    rings: tuple[str, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    runs_alone: bool = False

    @property
    def handler(self) -> str:
        return f"functions.{self.name}.handler.handler"


_FLOW_TIMEOUT_S: Final = 3
_FLOW_DEADLINE_S: Final = 2.0
_FLOW_MEMORY_MIB: Final = 512
_DAY_MINUTES: Final = 24 * 60


def _flow(name: str, *reads: Resource) -> FunctionSpec:
    return FunctionSpec(
        name, Trigger.FLOW, _FLOW_TIMEOUT_S, _FLOW_DEADLINE_S, _FLOW_MEMORY_MIB, reads
    )


FUNCTIONS: Final[Mapping[str, FunctionSpec]] = {
    spec.name: spec
    for spec in (
        _flow("identify_contact", Resource.TENANTS, Resource.CUSTOMERS),
        _flow("menu_step", Resource.TENANTS),
        _flow("choose_queue", Resource.TENANTS),
        _flow("look_up_customer", Resource.TENANTS, Resource.CUSTOMERS, Resource.DOCUMENTS),
        FunctionSpec(
            "contact_records",
            Trigger.KINESIS,
            timeout_s=60,
            deadline_s=50.0,
            memory_mib=512,
            reads=(Resource.DOCUMENTS,),
            writes=(
                Resource.CONTACTS,
                Resource.DOCUMENTS,
                Resource.QUARANTINE,
                Resource.QUEUES,
            ),
            rings=("deliver_webhooks",),
        ),
        FunctionSpec(
            "recordings",
            Trigger.S3,
            timeout_s=30,
            deadline_s=25.0,
            memory_mib=256,
            reads=(Resource.RECORDING_FILES,),
            writes=(Resource.RECORDINGS,),
        ),
        FunctionSpec(
            "dry_run",
            Trigger.API,  # the API's own process runs it; it can be invoked alone as well
            timeout_s=20,
            deadline_s=15.0,
            memory_mib=1024,
            reads=(Resource.TENANTS, Resource.CUSTOMERS),
        ),
        FunctionSpec(
            "connect_writes",
            Trigger.QUEUE,
            timeout_s=300,
            deadline_s=280.0,
            memory_mib=512,
            reads=(Resource.TENANTS, Resource.MEMBERS, Resource.DOCUMENTS, Resource.WORK),
            writes=(
                Resource.TENANTS,
                Resource.DOCUMENTS,
                Resource.WORK,
                Resource.AMAZON_CONNECT,
                Resource.PROVISIONING,
                Resource.QUEUES,
            ),
            rings=("connect_writes",),
            schedules=(Schedule(5),),
            # Amazon Connect's quotas hold for the whole account: one that asks alone keeps within.
            runs_alone=True,
        ),
        FunctionSpec(
            "provision",
            Trigger.TASK,
            timeout_s=30,
            deadline_s=25.0,
            memory_mib=256,
            reads=(Resource.DOCUMENTS, Resource.WORK),
            writes=(
                Resource.DOCUMENTS,
                Resource.WORK,
                Resource.PROVISIONING,
                Resource.QUEUES,
            ),
            rings=("connect_writes", "deliver_webhooks"),
            schedules=(Schedule(5),),
        ),
        FunctionSpec(
            "deliver_webhooks",
            Trigger.QUEUE,
            timeout_s=60,
            deadline_s=50.0,
            memory_mib=256,
            reads=(Resource.DOCUMENTS,),
            writes=(Resource.DOCUMENTS, Resource.QUEUES),
            rings=("deliver_webhooks",),
        ),
        FunctionSpec(
            "import_customers",
            Trigger.QUEUE,
            timeout_s=900,
            deadline_s=840.0,
            memory_mib=1024,
            reads=(Resource.TENANTS, Resource.CUSTOMERS, Resource.WORK, Resource.DOCUMENTS),
            writes=(
                Resource.CUSTOMERS,
                Resource.WORK,
                Resource.DOCUMENTS,
                Resource.FILES,
                Resource.QUEUES,
            ),
            rings=("import_customers", "deliver_webhooks"),
        ),
        FunctionSpec(
            "tidy",
            Trigger.SCHEDULE,
            timeout_s=300,
            deadline_s=280.0,
            memory_mib=256,
            reads=(Resource.MEMBERS,),
            writes=(
                Resource.TENANTS,
                Resource.DOCUMENTS,
                Resource.MEMBERS,
                Resource.AUDIT,
                Resource.WORK,
                Resource.USER_POOL,
            ),
            schedules=(Schedule(15), Schedule(_DAY_MINUTES, {"users": True})),
        ),
        FunctionSpec(
            "export_tenant",
            Trigger.QUEUE,
            timeout_s=900,
            deadline_s=840.0,
            memory_mib=1024,
            reads=(
                Resource.TENANTS,
                Resource.CUSTOMERS,
                Resource.CONTACTS,
                Resource.RECORDINGS,
                Resource.RECORDING_FILES,
                Resource.MEMBERS,
                Resource.DOCUMENTS,
                Resource.AUDIT,
                Resource.WORK,
            ),
            writes=(Resource.WORK, Resource.FILES, Resource.QUEUES),
            rings=("export_tenant",),
        ),
        FunctionSpec(
            "delete_tenant",
            Trigger.QUEUE,
            timeout_s=900,
            deadline_s=840.0,
            memory_mib=512,
            writes=(
                Resource.TENANTS,
                Resource.CUSTOMERS,
                Resource.CONTACTS,
                Resource.RECORDINGS,
                Resource.RECORDING_FILES,
                Resource.MEMBERS,
                Resource.DOCUMENTS,
                Resource.AUDIT,
                Resource.WORK,
                Resource.FILES,
                Resource.USER_POOL,
                Resource.MAIL,
                Resource.QUEUES,
            ),
            rings=("delete_tenant", "connect_writes", "export_tenant"),
        ),
        FunctionSpec(
            "reconcile",
            Trigger.SCHEDULE,
            timeout_s=300,
            deadline_s=280.0,
            memory_mib=256,
            reads=(Resource.CONTACTS, Resource.RECORDINGS),
            writes=(Resource.DOCUMENTS, Resource.WORK, Resource.QUEUES),
            rings=("delete_tenant", "export_tenant", "import_customers"),
            schedules=(Schedule(15),),
        ),
        FunctionSpec(
            "presence",
            Trigger.SCHEDULE,
            timeout_s=60,
            deadline_s=50.0,
            memory_mib=256,
            reads=(Resource.TENANTS,),
            writes=(Resource.WORK, Resource.AGENT_STATES),
            schedules=(Schedule(1),),
            # Amazon Connect's quotas hold for the whole account, and a minute is short.
            runs_alone=True,
        ),
        FunctionSpec(
            "add_claims",
            Trigger.COGNITO,
            timeout_s=5,
            deadline_s=4.0,
            memory_mib=256,
            reads=(Resource.MEMBERS, Resource.USER_POOL),
        ),
        FunctionSpec(
            "publish_flows",
            Trigger.CLOUDFORMATION,
            timeout_s=900,
            deadline_s=840.0,
            memory_mib=256,
            reads=(Resource.FLOW_SET,),
            writes=(Resource.SHIPPED_FLOWS,),
        ),
        FunctionSpec(
            "api",
            Trigger.API,
            timeout_s=29,
            deadline_s=25.0,
            memory_mib=1024,
            reads=(
                Resource.TENANTS,
                Resource.CUSTOMERS,
                Resource.CONTACTS,
                Resource.RECORDINGS,
                Resource.RECORDING_FILES,
                Resource.AUDIT,
            ),
            writes=(
                Resource.TENANTS,
                Resource.CUSTOMERS,
                Resource.MEMBERS,
                Resource.DOCUMENTS,
                Resource.AUDIT,
                Resource.WORK,
                Resource.FILES,
                Resource.USER_POOL,
                Resource.MAIL,
                Resource.QUEUES,
                Resource.PROVISIONING,
                Resource.CONTACTS_UNDER_WAY,
            ),
            rings=(
                "connect_writes",
                "delete_tenant",
                "deliver_webhooks",
                "export_tenant",
                "import_customers",
            ),
        ),
    )
}
