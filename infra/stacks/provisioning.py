"""The state machine that sets a business up; its definition is beside the function it calls."""

from __future__ import annotations

from typing import Any, Final, cast

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as states
from constructs import Construct

from functions.provision.state_machine import definition
from infra.constructs.findings import acknowledge
from infra.constructs.log_group import DatedLogGroup
from infra.stacks.functions import FunctionsStack
from santral.domain.deployment import Stage

_FUNCTION: Final = "provision"

# Source: Step Functions Developer Guide, "Using CloudWatch Logs to log execution history".
_LOGGING: Final = (
    "CreateLogDelivery",
    "DeleteLogDelivery",
    "DescribeLogGroups",
    "DescribeResourcePolicies",
    "GetLogDelivery",
    "ListLogDeliveries",
    "PutResourcePolicy",
    "UpdateLogDelivery",
)


class ProvisioningStack(cdk.Stack):
    """
    Attributes:
        state_machine: with the name that the functions know.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        functions: FunctionsStack,
        **options: Any,
    ) -> None:
        super().__init__(scope, name, **options)
        self._functions = functions
        function = functions.functions[_FUNCTION]
        role = self._role(function.function_arn)
        self.state_machine = states.CfnStateMachine(
            self,
            "StateMachine",
            state_machine_name=functions.state_machine_name,
            state_machine_type="STANDARD",
            definition_string=definition(function.function_arn),
            role_arn=role.role_arn,
            logging_configuration=self._logging(stage),
        )
        self.state_machine.node.add_dependency(role)
        for finding in ("AwsSolutions-SF2", "Serverless-StepFunctionStateMachineXray"):
            acknowledge(
                self.state_machine,
                finding,
                "the history of an execution has every step with its times, for ninety days",
            )

    def _role(self, function_arn: str) -> iam.Role:
        role = iam.Role(
            self,
            "Role",
            description="Calls the function of every step",
            assumed_by=iam.ServicePrincipal(
                "states.amazonaws.com",
                # Source: Step Functions Developer Guide, "Confused deputy prevention".
                conditions={"StringEquals": {"aws:SourceAccount": self.account}},
            ),
        )
        role.add_to_policy(
            iam.PolicyStatement(
                sid="Steps", actions=["lambda:InvokeFunction"], resources=[function_arn]
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(
                sid="Log", actions=[f"logs:{each}" for each in _LOGGING], resources=["*"]
            )
        )
        acknowledge(
            role,
            "AwsSolutions-IAM5[Resource::*]",
            "CloudWatch Logs knows no resource for deliveries, by which state machines log",
        )
        return role

    def _logging(self, stage: Stage) -> states.CfnStateMachine.LoggingConfigurationProperty:
        log = DatedLogGroup(self, "Log", days=stage.retention.logs_days, key=self._functions.key)
        # The policy by which deliveries write covers this name, however many there are.
        group = cast(logs.CfnLogGroup, log.node.default_child)
        group.log_group_name = f"/aws/vendedlogs/states/{self._functions.state_machine_name}"
        of = states.CfnStateMachine
        return of.LoggingConfigurationProperty(
            level="ALL",
            include_execution_data=False,
            destinations=[
                of.LogDestinationProperty(
                    cloud_watch_logs_log_group=of.CloudWatchLogsLogGroupProperty(
                        log_group_arn=log.log_group_arn
                    )
                )
            ],
        )
