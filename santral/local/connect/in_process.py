"""Amazon Connect inside this process, for tests: a client of `connect` is answered here, and one
of `connectparticipant`.

    with mocked() as centre:
        client = boto3.client("connect", region_name="eu-central-1")

It stands beside moto's `mock_aws` and nests with it either way: requests for Connect come here,
all others go to moto, or where they would go anyway. Clients have to be made after
`santral.local.connect` was imported; `answer_client` helps one that is older.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ContextDecorator
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Self

from santral.engine.instants import to_datetime, to_us
from santral.engine.ports import EstimatedSpeech
from santral.engine.switchboard import Switchboard
from santral.engine.timeline import Timeline
from santral.local.books import CloudBooks
from santral.local.connect.connect import Connect
from santral.local.connect.deliveries import books_of
from santral.local.connect.functions import Function, GivenFunctions
from santral.local.connect.instance import Instance
from santral.local.connect.participant.service import ParticipantService
from santral.local.connect.participant.wire import ParticipantWire
from santral.local.connect.protocol.hook import answering, answering_participants
from santral.local.connect.protocol.wire import Wire
from santral.local.connect.quotas import Quotas
from santral.local.identifiers import REGION, id_source
from santral.local.network import SimulatedNetwork
from santral.local.testing.centre import Centre, Spectators, Watch
from santral.local.testing.ledger_archive import LedgerArchive
from santral.stores.phone_numbers import PhoneNumbersByMetadata

if TYPE_CHECKING:
    from santral.engine.lambdas import Lambdas
    from santral.local.outbox import Reach

# No request leaves this process, but botocore signs none without a key and a Region.
_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_SESSION_TOKEN": "local",
}
_REGION = "AWS_DEFAULT_REGION"


class Mocked(ContextDecorator):
    """An account of Amazon Connect with nothing in it, from entering to leaving.

    Time is virtual: it begins at `start` and passes in `wait`.

    Attributes:
        connect: the account: instances, quotas, throttle.
        functions: ARN, name or glob of a Lambda function -> what answers for it: a value, or a
            function of the event.
        network: who outside answers when called: everybody, after some seconds, unless `expect`
            says otherwise.
    """

    connect: Connect
    timeline: Timeline
    network: SimulatedNetwork

    def __init__(
        self,
        *,
        start: datetime | None = None,
        seed: int = 1,
        functions: Mapping[str, Function] | None = None,
        throttling: bool = False,
        lag_s: float = 0,
        quotas: Mapping[str, int] | None = None,
        lambdas: Lambdas | None = None,
        cloud: Reach | None = None,
    ) -> None:
        """
        Args:
            start: aware; the present by default.
            seed: of ids and of chance: the same seed, the same test.
            throttling: whether requests are refused as in the service, at 2 a second.
            lag_s: how long something new stays out of lists and searches.
            quotas: raised ones, as {"queues": 300}; the others are the service's.
            lambdas: invokes functions by their ARN, instead of `functions`.
            cloud: where streams and buckets are; a moto in this process where None.
        """
        if start is not None and start.tzinfo is None:
            raise ValueError("start: expected a datetime with a time zone, as tzinfo=UTC")
        self._start, self._seed, self._given = start, seed, dict(functions or {})
        self._throttling, self._lag_s = throttling, lag_s
        self._quotas = Quotas(quotas or {})
        self._lambdas, self._cloud = lambdas, cloud
        self._before: dict[str, str | None] = {}

    def __enter__(self) -> Self:
        start = self._start or datetime.now(UTC)
        self.timeline = Timeline(to_us(start))
        self.functions = GivenFunctions(self._given)
        self.network = SimulatedNetwork(
            self.timeline, Random(f"{self._seed}/network"), answers=1, fails=0
        )
        self._centres: dict[str, Centre] = {}
        self._books: dict[str, CloudBooks] = {}
        self.connect = Connect(
            self.timeline,
            id_source(Random(f"{self._seed}/ids")),
            self._switchboard,
            throttling=self._throttling,
            lag_us=int(self._lag_s * 1_000_000),
            quotas=self._quotas,
        )
        self.wire = Wire(self.connect)
        service = ParticipantService(self.connect, "http://127.0.0.1")
        self.participants = ParticipantWire(service)
        self._before = {name: os.environ.get(name) for name in (*_ENVIRONMENT, _REGION)}
        os.environ.update(_ENVIRONMENT)
        os.environ.setdefault(_REGION, REGION)
        answering.append(self.wire)
        answering_participants.append(self.participants)
        return self

    def __exit__(self, *_: object) -> None:
        answering.remove(self.wire)
        answering_participants.remove(self.participants)
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    def _switchboard(self, instance: Instance) -> Switchboard:
        watch, spectators = Watch(), Spectators()
        switchboard = Switchboard(
            timeline=self.timeline,
            directory=instance.directory,
            lambdas=self._lambdas or self.functions,
            ids=self.connect.new_id,
            random=Random(f"{self._seed}/{instance.id}"),
            speech=EstimatedSpeech(),
            phone_numbers=PhoneNumbersByMetadata(),
            network=self.network,
            people=spectators,
            books=instance.ledger,
            settings=instance.settings(),
            trace=watch,
        )
        self._books[instance.id] = instance.ledger.books = books_of(
            instance, switchboard.settings, self._cloud
        )
        self._centres[instance.id] = Centre(
            switchboard, watch, spectators, self.network, LedgerArchive(instance)
        )
        return switchboard

    # --- for tests ---

    def centre(self, instance: str | None = None) -> Centre:
        """Give the people's side of an instance: who rings, presses keys, answers.

        Args:
            instance: id or ARN; may be left out where there is one.

        Raises:
            LookupError: there is none, or more than one.
        """
        return self._centres[self._id_of(instance)]

    def _id_of(self, instance: str | None) -> str:
        if instance is not None:
            return self.connect.instance(instance).id
        if len(self.connect.instances) != 1:
            raise LookupError(f"there are {len(self.connect.instances)} instances: say which")
        return next(iter(self.connect.instances))

    def books(self, instance: str | None = None) -> CloudBooks:
        """Give what an instance has delivered so far: records, events, agent_events.

        With moto's mock open, it is in moto's Kinesis, EventBridge and S3 as well, a second later,
        where the instance's storage configs say.

        Raises:
            LookupError: as `centre`.
        """
        return self._books[self._id_of(instance)]

    def wait(self, *, seconds: float = 0, minutes: float = 0) -> None:
        """Let time pass, for every instance."""
        self.timeline.advance_to(self.timeline.now_us + int((seconds + 60 * minutes) * 1_000_000))

    @property
    def now(self) -> datetime:
        return to_datetime(self.timeline.now_us)
