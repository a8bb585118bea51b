"""The REST API: a method for each endpoint of the app, in front of one function.

The methods stand in a stack of their own, because a stack has at most 500 resources: plain ones,
one permission for all, and no OPTIONS, as the pages are at the same address. Tokens are checked in
the function, by the verifier that the laptop runs as well.

The access log says which endpoint answered what, how fast. It has no address, no path and no query:
ids of callers, and numbers, stand in those.

Sources: API Gateway Developer Guide, "Set up CloudWatch logging for REST APIs" and "Amazon API
Gateway quotas".
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from functions.api.app import app
from infra.constructs.findings import acknowledge
from infra.constructs.log_group import DatedLogGroup
from infra.constructs.web_acl import WebAcl
from infra.gateway import (
    HEADERS,
    INTEGRATION_TIMEOUT_MS,
    ITS_OWN_ANSWERS,
    LOGGED,
    ORIGIN_HEADER,
    VIEWER_HEADER,
    fingerprint,
    problem,
)
from infra.stacks.data import DataStack
from infra.stacks.edge import API_STAGE, EdgeStack
from infra.stacks.functions import FunctionsStack
from santral.domain.deployment import Stage

FUNCTION: Final = "api"


class ApiStack(cdk.Stack):
    """
    Attributes:
        api_name: under which CloudWatch has the figures of its stage, API_STAGE.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        data: DataStack,
        edge: EdgeStack,
        functions: FunctionsStack,
        **options: Any,
    ) -> None:
        super().__init__(scope, name, **options)
        self._stage, self._data, self._edge = stage, data, edge
        self.api_name = f"santral-{stage.name}"
        self._function = functions.functions[FUNCTION]
        methods = self._methods()
        answers = [self._answer(kind, slug) for kind, slug in ITS_OWN_ANSWERS.items()]
        live = self._live(self._deployment([*methods, *answers]))
        self.web_acl = WebAcl(
            self,
            "WebAcl",
            stage=stage,
            headers=(ORIGIN_HEADER, VIEWER_HEADER),
            origin_secret=edge.origin_secret,
            guarded=self._arn_of(live),
        )
        self._let_it_invoke()

    def _methods(self) -> Sequence[apigateway.CfnMethod]:
        resources = {"": self._edge.root_resource_id}
        return [
            self._method(path, verb, self._resource(path, resources))
            for path, verbs in sorted(app.routes.items())
            for verb in sorted(verbs)
        ]

    def _resource(self, path: str, resources: dict[str, str]) -> str:
        """Return the id of a path's resource, made with those above it on first need."""
        path = path.rstrip("/")
        if path not in resources:
            above, _, part = path.rpartition("/")
            made = apigateway.CfnResource(
                self,
                f"Resource{_id(path)}",
                rest_api_id=self._edge.rest_api_id,
                parent_id=self._resource(above, resources),
                path_part=part,
            )
            resources[path] = made.ref
        return resources[path]

    def _method(self, path: str, verb: str, resource_id: str) -> apigateway.CfnMethod:
        made = apigateway.CfnMethod(
            self,
            f"{verb.capitalize()}{_id(path)}",
            rest_api_id=self._edge.rest_api_id,
            resource_id=resource_id,
            http_method=verb,
            authorization_type="NONE",
            integration=apigateway.CfnMethod.IntegrationProperty(
                type="AWS_PROXY",
                integration_http_method="POST",
                uri=self._invocation,
                timeout_in_millis=INTEGRATION_TIMEOUT_MS,
            ),
        )
        acknowledge(
            made,
            "AwsSolutions-APIG4",
            "the function checks the token of every endpoint that is not public, with the verifier "
            "that is tested against forged tokens, on a laptop as here",
        )
        acknowledge(
            made,
            "AwsSolutions-COG4",
            "the pool's authorizer would take an id token, a revoked one, and one of any client; "
            "the function's verifier does not",
        )
        return made

    @property
    def _invocation(self) -> str:
        arn = self._function.function_arn
        path = f"path/2015-03-31/functions/{arn}/invocations"
        return f"arn:{self.partition}:apigateway:{self.region}:lambda:{path}"

    def _answer(self, kind: str, slug: str) -> apigateway.CfnGatewayResponse:
        """Answer in the API's own form what does not reach the function."""
        status, template = problem(slug)
        return apigateway.CfnGatewayResponse(
            self,
            f"Answer{kind.title().replace('_', '')}",
            rest_api_id=self._edge.rest_api_id,
            response_type=kind,
            status_code=str(status),
            response_parameters=HEADERS,
            # The gateway chooses a template by what the asker accepts, which is JSON or anything.
            response_templates={"application/json": template},
        )

    def _deployment(self, parts: Sequence[cdk.CfnResource]) -> apigateway.CfnDeployment:
        """Deploy the methods; another set of them, or of their properties, is another deployment.

        A deployment copies the methods as they are when it is made, and never again.
        """
        copied = fingerprint(app.routes, self.resolve(self._invocation))
        made = apigateway.CfnDeployment(
            self, f"Deployment{copied}", rest_api_id=self._edge.rest_api_id
        )
        for part in parts:
            made.add_resource_dependency(part)
        return made

    def _live(self, deployment: apigateway.CfnDeployment) -> apigateway.CfnStage:
        capacity = self._stage.capacity
        made = apigateway.CfnStage(
            self,
            "Live",
            rest_api_id=self._edge.rest_api_id,
            deployment_id=deployment.ref,
            stage_name=API_STAGE,
            access_log_setting=apigateway.CfnStage.AccessLogSettingProperty(
                destination_arn=self._access_log().log_group_arn,
                format=json.dumps(LOGGED, separators=(",", ":")),
            ),
            method_settings=[
                apigateway.CfnStage.MethodSettingProperty(
                    resource_path="/*",
                    http_method="*",
                    throttling_rate_limit=capacity.requests_per_s,
                    throttling_burst_limit=capacity.burst,
                    logging_level="OFF",
                    data_trace_enabled=False,
                )
            ],
        )
        made.add_resource_dependency(self._log_writer())
        acknowledge(
            made,
            "AwsSolutions-APIG6",
            "it would write down bodies, queries and addresses; the access log and the function's "
            "own log have what an operator needs",
        )
        acknowledge(
            made,
            "Serverless-APIGWXrayEnabled",
            "a trace would hold paths, in which ids of callers stand; the log has the durations",
        )
        return made

    def _access_log(self) -> DatedLogGroup:
        days = self._stage.retention.access_logs_days
        return DatedLogGroup(self, "AccessLog", days=days, key=self._data.key)

    def _log_writer(self) -> apigateway.CfnAccount:
        """Let API Gateway write logs: one setting of the whole Region, for every API in it.

        Source: API Gateway Developer Guide, "Permissions for CloudWatch logging".
        """
        role = iam.Role(
            self,
            "LogWriter",
            assumed_by=iam.ServicePrincipal("apigateway.amazonaws.com"),
            managed_policies=[
                iam.ManagedPolicy.from_aws_managed_policy_name(
                    "service-role/AmazonAPIGatewayPushToCloudWatchLogs"
                )
            ],
        )
        acknowledge(
            role,
            "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/"
            "service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
            "API Gateway checks that its role may do all of this, and takes no smaller one",
        )
        account = apigateway.CfnAccount(self, "Account", cloud_watch_role_arn=role.role_arn)
        if self._stage.retention.is_kept_when_destroyed:
            # Another stage in this account and Region may go on needing it.
            role.apply_removal_policy(cdk.RemovalPolicy.RETAIN)
            account.apply_removal_policy(cdk.RemovalPolicy.RETAIN)
        return account

    def _arn_of(self, live: apigateway.CfnStage) -> str:
        path = f"/restapis/{self._edge.rest_api_id}/stages/{live.ref}"
        return f"arn:{self.partition}:apigateway:{self.region}::{path}"

    def _let_it_invoke(self) -> None:
        api = f"{self.region}:{self.account}:{self._edge.rest_api_id}"
        lambda_.CfnPermission(
            self,
            "Invoke",
            action="lambda:InvokeFunction",
            function_name=self._function.function_arn,
            principal="apigateway.amazonaws.com",
            source_arn=f"arn:{self.partition}:execute-api:{api}/{API_STAGE}/*/*",
        )


def _id(path: str) -> str:
    """Return letters and digits for a path: `/v1/queues/{id}` is V1QueuesById."""
    parts = path.strip("/").replace("{", "by-").replace("}", "").replace("_", "-").split("/")
    return "".join(word.capitalize() for part in parts for word in part.split("-"))
