"""Every function of the centre, what starts it, and what it may do.

Two are elsewhere: add_claims beside its user pool, publish_flows beside the flows.
"""

from __future__ import annotations

import json
from typing import Any, Final

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_scheduler as scheduler
from constructs import Construct

from functions.catalogue import FUNCTIONS, FunctionSpec, Resource, Trigger
from functions.settings import SETTINGS
from infra import connect_permissions, environment, event_sources
from infra.constructs.allowing import allow
from infra.constructs.assumed_role import AssumedRole
from infra.constructs.function import SantralFunction
from infra.logical_ids import logical_id
from infra.permissions import Places, statements, tenant_statements
from infra.stacks.connect import ConnectStack
from infra.stacks.data import DataStack
from infra.stacks.edge import EdgeStack
from infra.stacks.identity import IdentityStack
from santral.domain.deployment import Stage

LIVE: Final = "live"  # the alias by which flows call
ELSEWHERE: Final = frozenset({Trigger.COGNITO, Trigger.CLOUDFORMATION})

# Source: EventBridge Scheduler User Guide, "Rate-based schedules": the singular for one.
_MINUTES: Final = {1: "1 minute", 60: "1 hour", 24 * 60: "1 day"}

# Why a role names more than one thing by a star; a test has the list of what each names so.
_OPEN_ENDED: Final = {
    "contact_records": "records put aside lie below one folder, each under its own number",
    "recordings": "Amazon Connect chooses where in its folder a recording lies",
    "connect_writes": "Step Functions takes no resource for a task's answer: its token names it",
    "provision": "an execution of the one state machine has an id for its name",
    "import_customers": "each business has a folder of its own for what it uploads",
    "export_tenant": "a business's folder is named after it, and so are its recordings by Connect",
    "delete_tenant": "of a business that ends, every file goes, whatever its name",
    "api": "what it signs links to is found by an index of each business",
}


class FunctionsStack(cdk.Stack):
    """
    Attributes:
        functions: by name, all of the catalogue that have no stack of their own.
        flow_functions: by name, those that flows call, by the alias that they call.
        key: of what they log.
        state_machine_name, state_machine_arn: of the one that sets businesses up. The name is
            settled here, so that functions know its ARN; ProvisioningStack, which needs the
            functions, makes it.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        data: DataStack,
        edge: EdgeStack,
        identity: IdentityStack,
        connect: ConnectStack,
        **options: Any,
    ) -> None:
        super().__init__(scope, name, **options)
        self._stage, self._data, self._connect = stage, data, connect
        self.key = data.key
        self.state_machine_name = f"santral-{stage.name}-provisioning"
        self.state_machine_arn = self._states_arn("stateMachine", self.state_machine_name)
        self._places = self._all_places(identity)
        self._settings = environment.settings(
            stage,
            data=data,
            edge=edge,
            identity=identity,
            connect=connect,
            state_machine=self.state_machine_arn,
        )
        self.functions = {
            spec.name: self._function(spec)
            for spec in FUNCTIONS.values()
            if spec.trigger not in ELSEWHERE
        }
        self._let_api_act_for_businesses()
        self._let_connect_writes_take_away()
        self._let_others_reach_into_connect()
        self.flow_functions = {
            name: self._alias(function)
            for name, function in self.functions.items()
            if function.spec.trigger is Trigger.FLOW
        }
        event_sources.connect(self, self.functions, data=data, stage=stage)
        self._add_schedules()

    def _all_places(self, identity: IdentityStack) -> Places:
        data = self._data
        by_resource = {Resource(field): each.table_arn for field, each in data.tables.items()}
        return Places(
            region=self.region,
            tables=by_resource,
            buckets={
                # As exports, so that what follows the ARN can be acknowledged by its name.
                Resource.FILES: data.export_value(data.files.bucket_arn),
                Resource.QUARANTINE: data.export_value(data.quarantine.bucket_arn),
                Resource.RECORDING_FILES: data.export_value(data.recordings.bucket_arn),
            },
            key=data.key.key_arn,
            recordings_key=data.recordings_key.key_arn,
            queues={each: queue.queue_arn for each, queue in data.queues.items()},
            user_pool=identity.pool.user_pool_arn,
            mail=(
                identity.mail.email_identity_arn,
                self.format_arn(
                    service="ses",
                    resource="configuration-set",
                    resource_name=identity.mail_rules.configuration_set_name,
                ),
            ),
            mail_from=self._stage.domains.mail_from,
            state_machine=self.state_machine_arn,
            executions=self._states_arn("execution", f"{self.state_machine_name}:*"),
        )

    def _states_arn(self, resource: str, name: str) -> str:
        arn: str = self.format_arn(
            service="states",
            resource=resource,
            resource_name=name,
            arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME,
        )
        return arn

    def _function(self, spec: FunctionSpec) -> SantralFunction:
        return SantralFunction(
            self,
            logical_id(spec.name),
            spec=spec,
            stage=self._stage,
            key=self._data.key,
            environment={
                **environment.of_every_function(self._stage, self._data),
                **environment.queues_of(spec, self._data),
                **self._settings,
            },
            statements=statements(spec, self._places),
            open_why=_OPEN_ENDED.get(spec.name, ""),
            failures=self._data.dead_letters.get(spec.name),
            concurrency=1 if spec.runs_alone else None,
        )

    # --- roles that are assumed for one business at a time ---

    def _let_api_act_for_businesses(self) -> None:
        api = self.functions["api"]
        role = AssumedRole(
            self,
            "TenantRole",
            by=api.own_role,
            description="Items of the business that the session is tagged with",
            statements=tenant_statements(api.spec, self._places),
            for_platform=False,
        )
        api.add_environment(SETTINGS["tenant_role"].variable, role.role_arn)

    def _let_connect_writes_take_away(self) -> None:
        function = self.functions["connect_writes"]
        instance, numbers = self._instance_arn(), self._numbers_arn()
        allow(
            function.own_role,
            connect_permissions.writing(instance, numbers),
            open_why="what is in the instance is made by this function, and so are the ids",
        )
        role = AssumedRole(
            self,
            "ReleaseRole",
            by=function.own_role,
            description="Takes away what is in Amazon Connect of the session's business",
            statements=connect_permissions.taking_away(instance, numbers),
            for_platform=True,
            open_why="ids are not known before; tags say whose things are, and are compared",
        )
        function.add_environment(SETTINGS["release_role"].variable, role.role_arn)

    def _let_others_reach_into_connect(self) -> None:
        """Let the API begin chats and pause recordings, and presence set agents Offline."""
        instance = self._instance_arn()
        open_why = "ids of contacts and users are not known before"
        allowed = {
            "api": connect_permissions.contacts_under_way(instance),
            "presence": connect_permissions.agent_states(instance),
        }
        for name, statements_ in allowed.items():
            allow(self.functions[name].own_role, statements_, open_why=open_why)

    def _instance_arn(self) -> str:
        arn = self._connect.instance_arn
        return arn if self._stage.instance.id else self._connect.export_value(arn)

    def _numbers_arn(self) -> str:
        arn: str = self.format_arn(service="connect", resource="phone-number", resource_name="*")
        return arn

    # --- who starts them ---

    def _alias(self, function: SantralFunction) -> lambda_.Alias:
        prepared = self._stage.capacity.prepared_callers
        return lambda_.Alias(
            self,
            f"{logical_id(function.spec.name)}Live",
            alias_name=LIVE,
            version=function.current_version,
            provisioned_concurrent_executions=prepared or None,
        )

    def _add_schedules(self) -> None:
        """Start functions by clocks; what could not be started goes where their failures go."""
        scheduled = [each for each in self.functions.values() if each.spec.schedules]
        role = iam.Role(
            self,
            "SchedulesRole",
            description="Starts functions by clocks",
            assumed_by=iam.ServicePrincipal(
                "scheduler.amazonaws.com",
                # Source: EventBridge Scheduler User Guide, "Confused deputy prevention".
                conditions={"StringEquals": {"aws:SourceAccount": self.account}},
            ),
        )
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["lambda:InvokeFunction"],
                resources=[each.function_arn for each in scheduled],
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["sqs:SendMessage"],
                resources=[self._data.dead_letters[each.spec.name].queue_arn for each in scheduled],
            )
        )
        for function in scheduled:
            self._schedule(function, role)

    def _schedule(self, function: SantralFunction, role: iam.Role) -> None:
        spec = function.spec
        for place, each in enumerate(spec.schedules, start=1):
            made = scheduler.CfnSchedule(
                self,
                f"{logical_id(spec.name)}Clock{place}",
                description=f"santral {self._stage.name}: starts {spec.name}",
                flexible_time_window={"mode": "OFF"},
                schedule_expression=f"rate({_every(each.minutes)})",
                target=scheduler.CfnSchedule.TargetProperty(
                    arn=function.function_arn,
                    role_arn=role.role_arn,
                    input=json.dumps(dict(each.event)),
                    dead_letter_config={"arn": self._data.dead_letters[spec.name].queue_arn},
                    retry_policy={
                        # The next one comes anyhow; an older one would only stand in its way.
                        "maximumEventAgeInSeconds": max(60, each.minutes * 60 // 2),
                        "maximumRetryAttempts": 3,
                    },
                ),
            )
            made.node.add_dependency(role)


def _every(minutes: int) -> str:
    return _MINUTES.get(minutes, f"{minutes} minutes")
