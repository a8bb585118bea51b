"""What sets businesses up on a laptop: queues, the state machine, and Amazon Connect for functions.

Each part is made when a client for its service is: most runs set nobody up.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, Final

from functions.provision.state_machine import definition
from santral.engine.timeline import MINUTE, SECOND, Timeline
from santral.local.attached import attach
from santral.local.cloud import FILES_BUCKET
from santral.local.connect.connect import Connect
from santral.local.connect.protocol.wire import Wire
from santral.local.connect.quotas import Quotas
from santral.local.event_sources import DeadLetter
from santral.local.identifiers import ACCOUNT, INSTANCE_ID, REGION, function_arn
from santral.local.lambdas import HandlersInProcess
from santral.local.on_timeline import OnTimeline
from santral.local.queue_source import QueueSource, queue_settings
from santral.local.real_time import Threads
from santral.local.state_machines import StateMachines

PROVISIONING_ARN: Final = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:provision"
EVERY_US: Final = 5 * MINUTE  # what makes up for messages that were lost
# Any country has numbers here; these are those of the templates' languages, and some neighbours.
_PAPERS_HANDED_IN: Final = "AE,AT,BG,CA,CH,CN,DE,ES,FR,GB,GE,GR,IE,IT,KZ,NL,PL,PT,RO,RU,TR,UA,US"
_COUNTED: Final = (
    "hours-of-operation",
    "queues",
    "routing-profiles",
    "users",
    "quick-connects",
    "contact-flows",
    "phone-numbers",
)
_EVENT: Final = {"source": "aws.scheduler", "detail-type": "Scheduled Event"}


def settings(quotas: Quotas) -> dict[str, str]:
    """Return what functions read of their environment, by variable."""
    return {
        "SANTRAL_INSTANCE_ID": INSTANCE_ID,
        "SANTRAL_PROVISIONING_ARN": PROVISIONING_ARN,
        "SANTRAL_FILES_BUCKET": FILES_BUCKET,
        "SANTRAL_CLAIMABLE_COUNTRIES": _PAPERS_HANDED_IN,
        "SANTRAL_IMPORT_THREADS": "1",  # moto gains nothing from more
        "SANTRAL_CELL_QUOTAS": ",".join(f"{name}={quotas.of(name)}" for name in _COUNTED),
        **queue_settings(),
    }


class SettingUp:
    """
    Attributes:
        queues, machines: None until something is sent to a queue, or a state machine is asked.
    """

    def __init__(
        self,
        timeline: Timeline,
        handlers: HandlersInProcess,
        new_id: Callable[[], str],
        random: Random,
        threads: Threads,
    ) -> None:
        self._timeline, self._handlers, self._threads = timeline, handlers, threads
        self._new_id, self._random = new_id, random
        self.connect: Connect | None = None
        self.queues: QueueSource | None = None
        self.machines: StateMachines | None = None

    def made(self, service: str, client: Any) -> None:
        """Stand behind a client that has just been made."""
        if service == "sqs":
            self.queues = QueueSource(
                client, self._timeline, self._handlers, self._random, threads=self._threads
            )
        elif service == "stepfunctions":
            self.machines = StateMachines(
                PROVISIONING_ARN,
                definition(function_arn("provision")),
                self._timeline,
                self._handlers,
                self._new_id,
                threads=self._threads,
            )
            attach(client, "sfn", self.machines)
        elif service == "connect" and self.connect is not None:
            attach(client, "connect", OnTimeline(Wire(self.connect), self._threads))

    def keep_looking(self) -> None:
        """Run now and again what makes up for lost messages and executions that broke off."""
        self._timeline.after(SECOND, self._look)

    def _look(self, _: object) -> None:
        for function in ("provision", "connect_writes", "tidy", "reconcile", "presence"):
            self._threads.aside(self._run(function), lambda _: None)
        self._timeline.after(EVERY_US, self._look)

    def _run(self, function: str) -> Callable[[], object]:
        return lambda: self._handlers.call(function, _EVENT)

    # --- in the end ---

    def hasten(self) -> bool:
        return self.queues is not None and self.queues.hasten()

    @property
    def dead(self) -> list[DeadLetter]:
        return [] if self.queues is None else list(self.queues.dead)

    @property
    def lost(self) -> int:
        return 0 if self.queues is None else self.queues.lost
