"""Amazon Connect's API in this process: instances, and one way in for every operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import santral.local.connect.operations  # noqa: F401 - enters every operation
from santral.domain.errors import InputError
from santral.engine.timeline import Timeline
from santral.local.connect import tokens
from santral.local.connect.errors import (
    QUOTA_EXCEEDED,
    UNSUPPORTED,
    ConnectError,
    not_found,
)
from santral.local.connect.instance import Engine, Instance
from santral.local.connect.kept_changes import INSTANCE, Change
from santral.local.connect.protocol.model import Operation
from santral.local.connect.protocol.shapes import write
from santral.local.connect.quotas import Quotas
from santral.local.connect.registry import OPERATIONS, Given
from santral.local.connect.resources import KINDS
from santral.local.connect.throttling import Throttle
from santral.local.identifiers import ACCOUNT, REGION

Keep = Callable[[str, str, str, Mapping[str, Any] | None], None]  # the members of a Change


class Connect:
    """
    Attributes:
        region: of instances that are made from now on: the one in which the client asks. Whatever
            there is answers to clients of every Region.
        keep: is told of every change, so that it can be kept; None where nothing is.
        throttle: None where every request is admitted.
        lag_us: how long something new stays out of lists and searches.
        settled_us: what was there by then is in them at once.
        stopped_us: when an earlier run, whose state was taken back, was last alive.
    """

    def __init__(
        self,
        timeline: Timeline,
        new_id: Callable[[], str],
        engine: Engine,
        *,
        throttling: bool = False,
        lag_us: int = 0,
        quotas: Quotas | None = None,
    ) -> None:
        """
        Args:
            engine: makes the switchboard of a new instance.
        """
        self.timeline, self.new_id, self.engine = timeline, new_id, engine
        self.tokens = tokens.OfAccount(timeline)
        self.throttle = Throttle(timeline) if throttling else None
        self.lag_us, self.quotas = lag_us, quotas or Quotas()
        self.settled_us = 0
        self.stopped_us = 0
        self.region = REGION
        self.instances: dict[str, Instance] = {}
        self.keep: Keep | None = None

    # --- instances ---

    def add_instance(
        self,
        alias: str,
        details: Mapping[str, Any],
        tags: Mapping[str, str] | None = None,
        *,
        id_: str | None = None,
    ) -> Instance:
        """Make an instance with nothing in it.

        Raises:
            ConnectError: ServiceQuotaExceededException.
        """
        here = [each for each in self.instances.values() if each.region == self.region]
        if len(here) >= self.quotas.instances:
            raise ConnectError(QUOTA_EXCEEDED, "The quota of instances is used up.")
        instance_id = id_ or self.new_id()
        instance = self._make(
            {
                "id": instance_id,
                "arn": f"arn:aws:connect:{self.region}:{ACCOUNT}:instance/{instance_id}",
                "alias": alias,
                "details": dict(details),
                "tags": dict(tags or {}),
                "created_us": self.timeline.now_us,
            },
            is_new=True,
        )
        self.keep_instance(instance)
        return instance

    def _make(self, plain: Mapping[str, Any], *, is_new: bool) -> Instance:
        instance = Instance(
            self,
            plain["id"],
            plain["arn"],
            plain["alias"],
            plain["details"],
            plain["tags"],
            plain["created_us"],
            is_new=is_new,
        )
        self.instances[instance.id] = instance
        return instance

    def keep_instance(self, instance: Instance) -> None:
        """Have an instance's own members kept after a change."""
        self.changed(instance.id, INSTANCE, instance.id, _as_plain(instance))

    def remove_instance(self, instance: Instance) -> None:
        instance.agent_stream.close()
        del self.instances[instance.id]
        self.tokens.forget(instance.id)
        self.changed(instance.id, INSTANCE, instance.id, None)

    def instance(self, reference: str) -> Instance:
        """Find an instance by id or ARN.

        Raises:
            ConnectError: ResourceNotFoundException.
        """
        for each in self.instances.values():
            if reference in (each.id, each.arn):
                return each
        raise not_found("instance")

    # --- operations ---

    def admit(self, operation: str) -> None:
        """
        Raises:
            ConnectError: ThrottlingException.
        """
        if self.throttle is not None:
            self.throttle.admit(operation)

    def perform(self, operation: Operation, given: Given) -> Any:
        """Carry out a request whose input was read, and give its answer as JSON.

        Raises:
            ConnectError: what Connect would refuse.
            OutputError: the answer does not fit the model: a fault of this program.
        """
        supported = OPERATIONS.get(operation.name)
        if supported is None:
            raise ConnectError(
                UNSUPPORTED, f"{operation.name} is not supported by the local Connect."
            )
        subject: Connect | Instance = self
        memory: tokens.OfAccount | tokens.OfInstance = self.tokens
        if supported.of_instance:
            subject = self.instance(given["InstanceId"])
            memory = tokens.OfInstance(subject)
        member = operation.token_member
        token = given.get(member) if member is not None else None
        # An instance may be named by id or ARN; it is the same request.
        left_out = {member, "InstanceId"} if supported.of_instance else {member}
        asked = {name: value for name, value in given.items() if name not in left_out}
        if token:
            known = memory.answered(operation.name, token, asked)
            if known is not None:
                return known
        written = _written(operation, supported.function(subject, given))
        if token:
            memory.remember(operation.name, token, asked, written)
        return written

    # --- between runs ---

    def changed(
        self, instance_id: str, kind: str, resource_id: str, plain: Mapping[str, Any] | None
    ) -> None:
        """Have a change kept; `plain` is None for what was deleted."""
        if self.keep is not None:
            self.keep(instance_id, kind, resource_id, plain)

    def kept(self) -> Iterable[tuple[str, str, str, Mapping[str, Any]]]:
        """List everything as it is now, as `keep` is told of it, each once."""
        # At once and not as the list is read: then nothing may be kept that is new.
        for instance in self.instances.values():
            instance.ledger.keep_all()
        return self._kept()

    def _kept(self) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
        for instance in self.instances.values():
            yield instance.id, INSTANCE, instance.id, _as_plain(instance)
            for table in instance.tables:
                for resource in table:
                    yield instance.id, table.kind.name, resource.id, resource.as_plain()

    def restore(self, entries: Iterable[Change]) -> None:
        """Take back what was kept, in the order in which it was kept; the engine follows.

        Raises:
            InputError: something of a kind that is not known here: a newer release kept it.
        """
        for instance_id, kind_name, resource_id, plain in entries:
            if kind_name == INSTANCE:
                self._restore_instance(instance_id, plain)
            elif kind_name not in KINDS:
                raise InputError(
                    f"the state holds a {kind_name!r}, which this release does not know: a newer "
                    "one wrote it; --fresh forgets everything"
                )
            elif instance_id in self.instances:
                self.instances[instance_id].table(KINDS[kind_name]).load(resource_id, plain)
            self._alive(plain)
        for instance in self.instances.values():
            for table in instance.tables:
                table.bind_all()
            instance.resume_order()

    def _alive(self, plain: Mapping[str, Any] | None) -> None:
        """Remember the last sign of life of an earlier run: what it wrote last, and when."""
        if plain is not None:
            at_us = max(plain.get("kept_us", 0), plain.get("modified_us", 0))
            self.stopped_us = max(self.stopped_us, min(at_us, self.timeline.now_us))

    def _restore_instance(self, instance_id: str, plain: Mapping[str, Any] | None) -> None:
        known = self.instances.get(instance_id)
        if plain is None:
            self.instances.pop(instance_id, None)
        elif known is None:
            self._make(plain, is_new=False)
        else:
            known.alias = plain["alias"]
            known.details, known.tags = dict(plain["details"]), dict(plain["tags"])


def _as_plain(instance: Instance) -> dict[str, Any]:
    return {
        "id": instance.id,
        "arn": instance.arn,
        "alias": instance.alias,
        "details": instance.details,
        "tags": instance.tags,
        "created_us": instance.created_us,
        "kept_us": instance.timeline.now_us,
    }


def _written(operation: Operation, answer: Mapping[str, Any] | None) -> Any:
    return {} if operation.output is None else write(operation.output, answer or {})
