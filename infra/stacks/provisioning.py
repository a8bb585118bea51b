"""The state machine that sets a business up; its definition is beside the function it calls."""

from __future__ import annotations

from typing import Any, Final

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_stepfunctions as states
from constructs import Construct

from functions.provision.state_machine import definition
from infra.constructs.log_group import DatedLogGroup
from infra.stacks.data import DataStack
from infra.stacks.functions import FunctionsStack
from santral.domain.deployment import Stage

_FUNCTION: Final = "provision"


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
        function = functions.functions[_FUNCTION]
        role = iam.Role(
            self,
            "Role",
            description="Calls the function of every step",
            assumed_by=iam.ServicePrincipal("states.amazonaws.com"),
        )
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["lambda:InvokeFunction"], resources=[function.function_arn]
            )
        )
        self.state_machine = states.CfnStateMachine(
            self,
            "StateMachine",
            state_machine_name=functions.state_machine_name,
            state_machine_type="STANDARD",
            definition_string=definition(function.function_arn),
            role_arn=role.role_arn,
        )
        self.state_machine.node.add_dependency(role)
