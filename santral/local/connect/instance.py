"""One Amazon Connect instance: what the API shows of it, and the engine that is at work behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from santral.engine.agent_activity import AgentActivity
from santral.engine.directory import Directory
from santral.engine.ports import Settings
from santral.engine.timeline import Timeline
from santral.local.connect.agent_stream import AgentStream
from santral.local.connect.ledger import Ledger
from santral.local.connect.participant.rooms import Rooms
from santral.local.connect.resources import Kind, Resource, Table

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard
    from santral.local.connect.connect import Connect
    from santral.local.connect.quotas import Quotas

Engine = Callable[["Instance"], "Switchboard"]


class Instance:
    """
    Attributes:
        details: members of the API's Instance beside id, ARN, alias and tags; attributes by type.
        directory: where the engine finds flows, queues and agents; binding keeps it true.
        ledger: every contact that was ever here.
        agent_stream: tells of the agents, where a storage config asks for it.
        participants: of chats that go on: id of the initial contact -> by their own ids.
        rooms: its chats, as those in them see them.
        activity: what its agents have done since this run began.
        edition: rises with every change of its resources.
    """

    def __init__(
        self,
        connect: Connect,
        instance_id: str,
        arn: str,
        alias: str,
        details: Mapping[str, Any],
        tags: Mapping[str, str],
        created_us: int,
        *,
        is_new: bool,
    ) -> None:
        self.connect = connect
        self.id, self.arn, self.alias = instance_id, arn, alias
        self.details: dict[str, Any] = dict(details)
        self.tags: dict[str, str] = dict(tags)
        self.created_us = created_us
        self.timeline: Timeline = connect.timeline
        self.new_id = connect.new_id
        self.directory = Directory()
        self.participants: dict[str, dict[str, Resource]] = {}
        self.ledger = Ledger(self)
        self.agent_stream = AgentStream(self)
        # A restart has forgotten what agents did; a new instance has nothing to forget.
        self.activity = AgentActivity(
            self.timeline, known_from_us=0 if is_new else self.timeline.now_us
        )
        self._tables: dict[str, Table] = {}
        self._order = self.edition = 0
        self.switchboard: Switchboard = connect.engine(self)
        self.switchboard.chats.audience = self.rooms = Rooms(self)

    # --- where it is ---

    @property
    def region(self) -> str:
        return self.arn.split(":")[3]

    @property
    def account(self) -> str:
        return self.arn.split(":")[4]

    def settings(self, *, retries_exceptions: bool = False) -> Settings:
        """Say to an engine, and to books, which instance they work for."""
        return Settings(
            instance_arn=self.arn,
            account=self.account,
            region=self.region,
            tags={"aws:connect:instanceId": self.id},
            retries_exceptions=retries_exceptions,
        )

    @property
    def quotas(self) -> Quotas:
        return self.connect.quotas

    @property
    def shown_until_us(self) -> int:
        """Say how new a thing may be that lists and searches show."""
        return max(self.timeline.now_us - self.connect.lag_us, self.connect.settled_us)

    # --- its resources ---

    def table(self, kind: Kind) -> Table:
        table = self._tables.get(kind.name)
        if table is None:
            table = self._tables[kind.name] = Table(self, kind)
        return table

    @property
    def tables(self) -> list[Table]:
        """List the tables that were ever used, those that others depend on first."""
        return sorted(self._tables.values(), key=lambda table: (table.kind.rank, table.kind.name))

    def by_arn(self, arn: str) -> tuple[Table, Resource] | None:
        """Find whatever has this ARN."""
        for table in self._tables.values():
            found = table.find(arn)
            if found is not None and found.arn == arn:
                return table, found
        return None

    def next_order(self) -> int:
        self._order += 1
        return self._order

    def changed(self, kind: Kind, resource_id: str, plain: Mapping[str, Any] | None) -> None:
        """Have a change of a resource kept; `plain` is None for one that was deleted."""
        self.edition += 1
        self.connect.changed(self.id, kind.name, resource_id, plain)

    def resume_order(self) -> None:
        """After a restart: go on counting behind what is there."""
        orders = [each.order for table in self._tables.values() for each in table]
        self._order = max(orders, default=0)
