"""The flows that all businesses share, what they call, and the numbers that the deployment claims.

CloudFormation refuses templates in which two flows name each other, and a flow's content counts
towards the template's size. So one resource of our own publishes them all, from one file.

Its answer may be hours away only where nobody gives one: CloudFormation waits longer than Lambda
tries, so that two deployments are never at it at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import aws_cdk as cdk
from aws_cdk import aws_connect as connect_
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3_assets as assets
from constructs import Construct

from functions.catalogue import FUNCTIONS
from functions.settings import SETTINGS
from infra import flow_permissions
from infra.constructs.function import SantralFunction
from infra.constructs.removal import removal_policy
from infra.environment import of_every_function
from infra.flow_set import check_numbers, flow_set, flow_set_file
from infra.logical_ids import logical_id
from infra.stacks.connect import ConnectStack
from infra.stacks.data import DataStack
from infra.stacks.functions import FunctionsStack
from santral.domain.deployment import Stage

_LONGEST_WAIT: Final = cdk.Duration.hours(1)  # the longest that CloudFormation knows
_OPEN_WHY: Final = (
    "flows are made by this function, and so are their ids; tags say which are of this stage"
)


class FlowsStack(cdk.Stack):
    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        data: DataStack,
        connect: ConnectStack,
        functions: FunctionsStack,
        **options: Any,
    ) -> None:
        """
        Raises:
            InputError: a flow is wrong, with every problem of every file; or the stage has a
                number that a flow of no such name answers.
        """
        super().__init__(scope, name, **options)
        self._stage, self._data, self._connect = stage, data, connect
        called = {f"lambda.{name}": each for name, each in functions.flow_functions.items()}
        definitions = flow_set([*connect.names, *called])
        check_numbers(stage, definitions)
        self._instance_arn = (
            connect.instance_arn
            if stage.instance.id
            else connect.export_value(connect.instance_arn)
        )
        numbers = self._numbers()
        file = assets.Asset(self, "FlowSet", path=str(flow_set_file(definitions)))
        self.publish_flows = self._function(file, list(numbers.values()))
        names = {name: each.function_arn for name, each in called.items()}
        flows = self._flows(file, {**connect.names, **names}, numbers)
        for each, function in functions.flow_functions.items():
            flows.node.add_dependency(*self._let_connect_call(logical_id(each), function))

    def _let_connect_call(self, name: str, function: lambda_.IFunction) -> list[cdk.CfnResource]:
        """Source: Administrator Guide, "Grant Connect access to your Lambda functions"."""
        return [
            lambda_.CfnPermission(
                self,
                f"{name}Permission",
                action="lambda:InvokeFunction",
                function_name=function.function_arn,
                principal="connect.amazonaws.com",
                source_account=self.account,
                source_arn=self._instance_arn,
            ),
            connect_.CfnIntegrationAssociation(
                self,
                f"{name}Association",
                instance_id=self._instance_arn,
                integration_type="LAMBDA_FUNCTION",
                integration_arn=function.function_arn,
            ),
        ]

    def _numbers(self) -> dict[str, str]:
        """Claim the stage's numbers, and return the ARN of each by its name."""
        found = {}
        for number in self._stage.numbers:
            claimed = connect_.CfnPhoneNumber(
                self,
                f"{logical_id(number.name)}Number",
                target_arn=self._instance_arn,
                country_code=number.country,
                type=number.type.value,
                description=f"santral {self._stage.name}: {number.name}",
            )
            claimed.apply_removal_policy(removal_policy(self._stage.retention))
            found[number.name] = claimed.attr_phone_number_arn
        return found

    def _function(self, file: assets.Asset, numbers: Sequence[str]) -> SantralFunction:
        read = iam.PolicyStatement(
            sid="FlowSet",
            actions=["s3:GetObject"],
            resources=[file.bucket.arn_for_objects(file.s3_object_key)],
        )
        instance = self._instance_arn
        return SantralFunction(
            self,
            "PublishFlows",
            spec=FUNCTIONS["publish_flows"],
            stage=self._stage,
            key=self._data.key,
            environment={
                **of_every_function(self._stage, self._data),
                SETTINGS["instance_id"].variable: self._connect.instance_id,
            },
            statements=[read, *flow_permissions.publishing(instance, self._stage.name, numbers)],
            open_why=_OPEN_WHY,
        )

    def _flows(
        self, file: assets.Asset, names: Mapping[str, str], numbers: Mapping[str, str]
    ) -> cdk.CustomResource:
        answered = [{"Arn": numbers[each.name], "Flow": each.flow} for each in self._stage.numbers]
        return cdk.CustomResource(
            self,
            "Flows",
            service_token=self.publish_flows.function_arn,
            service_timeout=_LONGEST_WAIT,
            resource_type="Custom::SantralFlows",
            properties={
                "Stage": self._stage.name,
                "Bucket": file.s3_bucket_name,
                "Key": file.s3_object_key,
                "Names": names,
                "Numbers": answered,
            },
            removal_policy=removal_policy(self._stage.retention),
        )
