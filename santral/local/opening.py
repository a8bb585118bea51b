"""Opens businesses in an instance of the local Connect: what a file names becomes resources.

The same names give the same ids in every run; what is there already, from an earlier run, stays as
it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from functions.flow_files import DEFAULTS, ENTRY, HOLD_MUSIC
from santral.domain import opening_times
from santral.domain.errors import InputError
from santral.domain.hours import Hours
from santral.domain.provisioning import Kind as Part
from santral.domain.provisioning import Resource as Made
from santral.domain.provisioning import ResourceState, Step, key_of
from santral.domain.tenant import AgentSpec, Number, QueueSpec, RoutingProfileSpec, Tenant
from santral.domain.wanted_resources import Surroundings, wanted
from santral.engine.flow_types import MODULE
from santral.engine.instants import to_datetime
from santral.local.connect.errors import LIMIT_EXCEEDED, ConnectError
from santral.local.connect.flows import changes
from santral.local.connect.flows.editions import FLOW, FLOWS, MODULES, set_default
from santral.local.connect.instance import Instance
from santral.local.connect.operations.hours_of_operation import HOURS, OVERRIDE, own_overrides
from santral.local.connect.operations.phone_numbers import PHONE_NUMBER, add_number
from santral.local.connect.operations.prompts import PROMPT
from santral.local.connect.operations.queues import QUEUE, QUICK_CONNECT
from santral.local.connect.operations.routing_profiles import ROUTING_PROFILE
from santral.local.connect.operations.security_profiles import SECURITY_PROFILE
from santral.local.connect.operations.users import USER
from santral.local.connect.resources import Kind, Resource
from santral.local.flow_files import entry_content, shipped_flows
from santral.local.identifiers import resource_id

AGENTS_MAY = "Agent"  # the security profile of every agent
SHORTEST_WRAP_UP_S = 1  # 0 would be: until the agent says so
_TENANT_TAG = "tenant"


def publish_shipped_flows(instance: Instance) -> None:
    """Publish every shipped flow and module.

    Raises:
        ConnectError: InvalidContactFlowException: Connect would not publish one.
    """
    prompts = instance.table(PROMPT)
    prompt_id = resource_id(PROMPT.path, HOLD_MUSIC)
    if prompts.find(prompt_id) is None:
        uri = f"s3://santral-prompts/{HOLD_MUSIC}.wav"
        prompts.create(HOLD_MUSIC, {"S3Uri": uri}, id_=prompt_id)
    for each in shipped_flows():
        kinds = MODULES if each.type == MODULE else FLOWS
        if instance.table(kinds.kind).find(each.arn) is None:
            id_ = each.arn.rpartition("/")[2]
            details = {"Settings": each.settings} if each.settings else None
            changes.add(
                instance, kinds, each.name, each.type, each.content, details=details, id_=id_
            )
    for hook, name in DEFAULTS.items():
        flow = instance.table(FLOW).named(name)
        if flow is not None and "Default" not in flow.details:
            set_default(instance, hook, flow)


class Opening:
    """One business on its way into an instance."""

    def __init__(self, instance: Instance, tenant: Tenant, agents: int | None) -> None:
        """
        Args:
            agents: how many it has; more than its file names are made like those.
        """
        self._instance, self._tenant = instance, tenant
        self._agents = as_many(tenant.agents, agents)
        self._tags = {_TENANT_TAG: tenant.id}

    def make(self) -> Tenant:
        """Make everything, in the order in which one thing needs the other.

        Returns:
            The tenant, with the ARNs of its queues and agents.

        Raises:
            ConnectError: a quota is used up, or a name is taken by another business.
            InputError: a number is.
        """
        tenant = self._tenant
        for number in tenant.numbers:
            self._refuse_taken(number)
        always = self._hours("always", Hours(tenant.timezone, opening_times.ALWAYS))
        hours = {"": always}
        for schedule in tenant.schedules:
            found = tenant.hours(schedule.name)
            if found is not None:
                hours[schedule.name] = self._hours(schedule.name, found)
        queues = {spec.name: self._queue(spec, hours) for spec in tenant.queues}
        profiles = {spec.name: self._profile(spec, queues) for spec in tenant.routing_profiles}
        users = {spec.username: self._user(spec, profiles) for spec in self._agents}
        for number in tenant.numbers:
            self._number(number, queues[tenant.fallback_queue.name])
        for spec in tenant.queues:
            self._call_from(queues[spec.name], tenant.numbers[0])
        self._show_quick_connects(queues, users)
        return tenant.with_arns(
            queues={name: queue.arn for name, queue in queues.items()},
            agents={
                each.username: users[each.username].arn
                for each in tenant.agents
                if each.username in users
            },
        )

    def _named(self, kind: Kind, name: str, details: Mapping[str, Any]) -> Resource:
        table = self._instance.table(kind)
        id_ = resource_id(kind.path, name)
        return table.find(id_) or table.create(name, details, self._tags, id_=id_)

    def _hours(self, schedule: str, hours: Hours) -> Resource:
        name = f"{self._tenant.id}-{schedule}"
        made = self._named(
            HOURS,
            name,
            {"TimeZone": hours.timezone, "Config": opening_times.config(hours.week)},
        )
        self._override(made, name, hours)
        return made

    def _override(self, made: Resource, name: str, hours: Hours) -> None:
        """Add the overrides that are missing: the years go on, and those of a year run out.

        Of two on one date the later holds. So those that were there are laid again on what is new,
        each in its place, and those that somebody else made on top.
        """
        table = self._instance.table(OVERRIDE)
        year = to_datetime(self._instance.timeline.now_us).year
        wanted: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
            resource_id(OVERRIDE.path, f"{name}/{each.name}"): (
                each.name,
                {"HoursOfOperationId": made.id, **each.details},
                {},
            )
            for each in opening_times.overrides(hours, year)
        }
        if all(table.find(id_) is not None for id_ in wanted):
            return
        for each in own_overrides(self._instance, made.id):
            wanted[each.id] = (each.name, each.details, each.tags)
            table.delete(each)
        for id_, (override, details, tags) in wanted.items():
            table.create(override, details, tags, id_=id_)

    def _queue(self, spec: QueueSpec, hours: Mapping[str, Resource]) -> Resource:
        details: dict[str, Any] = {
            "HoursOfOperationId": hours[spec.schedule].id,
            "Status": "ENABLED",
        }
        if spec.capacity is not None:
            details["MaxContacts"] = spec.capacity
        return self._named(QUEUE, f"{self._tenant.id}-{spec.name}", details)

    def _profile(self, spec: RoutingProfileSpec, queues: Mapping[str, Resource]) -> Resource:
        outbound = queues[spec.outbound_queue or spec.queues[0].queue]
        return self._named(
            ROUTING_PROFILE,
            f"{self._tenant.id}-{spec.name}",
            {
                "Description": f"{spec.name} of {self._tenant.name}",
                "DefaultOutboundQueueId": outbound.id,
                "MediaConcurrencies": [
                    {"Channel": channel, "Concurrency": count}
                    for channel, count in spec.concurrency.items()
                ],
                "QueueConfigs": [
                    {
                        "QueueId": queues[each.queue].id,
                        "Channel": each.channel,
                        "Priority": each.priority,
                        "Delay": each.delay_s,
                    }
                    for each in spec.queues
                ],
            },
        )

    def _user(self, spec: AgentSpec, profiles: Mapping[str, Resource]) -> Resource:
        security = self._instance.table(SECURITY_PROFILE).named(AGENTS_MAY)
        return self._named(
            USER,
            spec.username,
            {
                "IdentityInfo": {"FirstName": spec.first_name, "LastName": spec.last_name},
                "PhoneConfig": {
                    "PhoneType": "SOFT_PHONE",
                    "AutoAccept": False,
                    "AfterContactWorkTimeLimit": max(spec.wrap_up_s, SHORTEST_WRAP_UP_S),
                },
                "RoutingProfileId": profiles[spec.routing_profile].id,
                "SecurityProfileIds": [] if security is None else [security.id],
            },
        )

    def _show_quick_connects(
        self, queues: Mapping[str, Resource], users: Mapping[str, Resource]
    ) -> None:
        """Show agents whom they can transfer to, as setting a business up does."""
        agents = tuple(each for each in self._agents if each.username in users)
        tenant = replace(self._tenant, agents=agents)
        ledger = {
            key_of(Part.QUEUE, name): _made(Part.QUEUE, each) for name, each in queues.items()
        }
        ledger |= {key_of(Part.USER, name): _made(Part.USER, each) for name, each in users.items()}
        around = transfer_flows(self._instance)
        for each in wanted(Step.QUICK_CONNECTS, tenant, ledger, around):
            if each.kind is Part.QUICK_CONNECT:
                made = self._quick_connect(each.name, each.details)
                if made is not None:
                    ledger[each.key] = _made(Part.QUICK_CONNECT, made)
            else:
                self._show(queues[each.name], each.details["QuickConnectIds"])

    def _quick_connect(self, name: str, details: Mapping[str, Any]) -> Resource | None:
        """Make one, unless the businesses have used up what an instance has room for."""
        try:
            return self._named(QUICK_CONNECT, name, details)
        except ConnectError as error:
            if error.code != LIMIT_EXCEEDED:
                raise
            return None

    def _show(self, queue: Resource, ids: Sequence[str]) -> None:
        if not queue.details.get("QuickConnectIds"):
            self._instance.table(QUEUE).change(queue, QuickConnectIds=list(ids))

    def _refuse_taken(self, number: Number) -> None:
        known = self._instance.table(PHONE_NUMBER).named(number.e164)
        reference = None if known is None else known.details.get("ContactFlowId")
        flow = None if reference is None else self._instance.table(FLOW).find(reference)
        other = None if flow is None else flow.tags.get(_TENANT_TAG)
        if other not in (None, self._tenant.id):
            raise InputError(
                f"{self._tenant.id}: one of its numbers is taken by {other}, which was opened "
                "before; choose another --state, or forget with --fresh"
            )

    def _number(self, number: Number, fallback: Resource) -> None:
        """Claim a number, and let its own entry flow answer it."""
        if self._instance.table(PHONE_NUMBER).named(number.e164) is not None:
            return
        path = f"{ENTRY}/{self._tenant.id}/{number.e164}"
        flow_id = resource_id(FLOW.path, path)
        flow = self._instance.table(FLOW).find(flow_id) or changes.add(
            self._instance,
            FLOWS,
            self._entry_name(number),
            "CONTACT_FLOW",
            entry_content(self._tenant, number, fallback.arn),
            tags=self._tags,
            id_=flow_id,
        )
        add_number(
            self._instance,
            number.e164,
            flow=flow.arn,
            id_=resource_id("phone-number", number.e164),
        )

    def _entry_name(self, number: Number) -> str:
        """Name an entry flow by its language, and by its place where two numbers share one."""
        alike = [each for each in self._tenant.numbers if each.language == number.language]
        name = f"{ENTRY}_{self._tenant.id}_{number.language}"
        at = alike.index(number)
        return name if at == 0 else f"{name}_{at + 1}"

    def _call_from(self, queue: Resource, number: Number) -> None:
        """Let agents of a queue show this number when they call."""
        if "OutboundCallerConfig" not in queue.details:
            number_id = resource_id("phone-number", number.e164)
            self._instance.table(QUEUE).change(
                queue, OutboundCallerConfig={"OutboundCallerIdNumberId": number_id}
            )


def transfer_flows(instance: Instance) -> Surroundings:
    """Say which flows quick connects lead through."""

    def id_of(name: str) -> str:
        flow = instance.table(FLOW).named(name)
        return "" if flow is None else flow.id

    return Surroundings(
        year=to_datetime(instance.timeline.now_us).year,
        queue_transfer_flow=id_of("transfer_to_queue"),
        agent_transfer_flow=id_of("transfer_to_agent"),
    )


def _made(kind: Part, there: Resource) -> Made:
    return Made(kind, there.name, ResourceState.MADE, there.created, there.id, there.arn)


def as_many(specs: Sequence[AgentSpec], count: int | None) -> list[AgentSpec]:
    """Take the first `count` agents, or make more like those there are; None for all there are."""
    if count is None:
        return list(specs)
    many: list[AgentSpec] = []
    for index in range(count):
        spec, copy = specs[index % len(specs)], index // len(specs)
        many.append(replace(spec, username=f"{spec.username}-{copy + 1}") if copy else spec)
    return many
