"""A function of functions/catalogue.py: its package and layers, its role, its log.

The role may write its own log; what else it may, the stack says that knows what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from functions.catalogue import FunctionSpec, Trigger
from infra.constructs.allowing import allow
from infra.constructs.findings import acknowledge
from infra.constructs.log_group import DatedLogGroup
from infra.packaging import Target, function_package, layer_folder, layers_of, python_version
from santral.domain.deployment import Stage

# An event that nobody waits for is tried three times within these hours, and then put aside.
# Source: Lambda Developer Guide, "Configuring error handling settings for asynchronous invocation".
_OLDEST_EVENT: Final = cdk.Duration.hours(6)
_RETRIES: Final = 2

# Who waits for the answer of a function, and hears of its failure.
_WAITING: Final[Mapping[Trigger, str]] = {
    Trigger.API: "whoever sent the request waits for the answer, and sends it again",
    Trigger.CLOUDFORMATION: "a deployment waits for the answer, and is rolled back without it",
    Trigger.COGNITO: "who signs in waits for the answer, and signs in again",
    Trigger.FLOW: "the flow waits for the answer, and takes its error branch without it",
}


class SantralFunction(lambda_.Function):
    """
    Attributes:
        spec: what the catalogue says of it.
        own_role: which nothing else has.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        spec: FunctionSpec,
        stage: Stage,
        key: kms.IKey,
        environment: Mapping[str, str],
        statements: Iterable[iam.PolicyStatement] = (),
        open_why: str = "",
        failures: sqs.IQueue | None = None,
        concurrency: int | None = None,
    ) -> None:
        """
        Args:
            key: of its log.
            statements, open_why: see `allow`.
            failures: where events go that it could not deal with and that nobody waits for.
            concurrency: how many of it run at once; None is as many as the account lets.
        """
        log = DatedLogGroup(scope, f"{name}Log", days=stage.retention.logs_days, key=key)
        self.own_role = iam.Role(
            scope,
            f"{name}Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            description=f"Of the function {spec.name} of santral {stage.name}",
        )
        self.own_role.add_to_policy(
            iam.PolicyStatement(
                sid="Log",
                actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                resources=[log.log_group_arn],
            )
        )
        allow(self.own_role, statements, open_why=open_why)
        super().__init__(
            scope,
            name,
            description=f"santral {stage.name}: {spec.name}",
            code=lambda_.Code.from_asset(str(function_package(spec.name))),
            handler=spec.handler,
            runtime=_runtime(),
            architecture=_architecture(stage),
            layers=[_layer(scope, each, stage) for each in layers_of(spec.name)],
            memory_size=spec.memory_mib,
            timeout=cdk.Duration.seconds(spec.timeout_s),
            environment=dict(environment),
            role=self.own_role,
            log_group=log,
            reserved_concurrent_executions=concurrency,
            recursive_loop=_recursion(spec),
            on_failure=None if failures is None else destinations.SqsDestination(failures),
            max_event_age=None if failures is None else _OLDEST_EVENT,
            retry_attempts=None if failures is None else _RETRIES,
        )
        self.spec = spec
        _acknowledge(self)


def target_of(stage: Stage) -> Target:
    """Return the processor that a stage's functions run on; an emulator runs them on this one."""
    return Target.HOST if stage.is_proof else Target.ARM64


def _runtime() -> lambda_.Runtime:
    runtime: lambda_.Runtime = getattr(
        lambda_.Runtime, f"PYTHON_{python_version().replace('.', '_')}"
    )
    return runtime


def _architecture(stage: Stage) -> lambda_.Architecture:
    is_arm = target_of(stage).machine in ("aarch64", "arm64")
    return lambda_.Architecture.ARM_64 if is_arm else lambda_.Architecture.X86_64


def _recursion(spec: FunctionSpec) -> lambda_.RecursiveLoop:
    """Let a job ring for its own next part as often as it has parts.

    Source: Lambda Developer Guide, "Lambda recursive loop detection": else the message that starts
    the seventeenth part is a dead letter.
    """
    rings_itself = spec.name in spec.rings
    return lambda_.RecursiveLoop.ALLOW if rings_itself else lambda_.RecursiveLoop.TERMINATE


def _layer(scope: Construct, name: str, stage: Stage) -> lambda_.ILayerVersion:
    """Return the layer of a stack, one version for all its functions.

    Between stacks it is not shared: a version that another stack uses could never be replaced.
    """
    stack, id_ = cdk.Stack.of(scope), f"{name.capitalize()}Layer"
    there = stack.node.try_find_child(id_)
    if isinstance(there, lambda_.LayerVersion):
        return there
    folder = layer_folder(name, target_of(stage))
    return lambda_.LayerVersion(
        stack,
        id_,
        description=f"santral {stage.name}: installed packages, {name}",
        code=lambda_.Code.from_asset(
            str(folder),
            # The folder is named after everything that it is made from: no need to read it.
            asset_hash=f"{folder.parent.name}-{name}",
            asset_hash_type=cdk.AssetHashType.CUSTOM,
        ),
        compatible_runtimes=[_runtime()],
        compatible_architectures=[_architecture(stage)],
    )


def _acknowledge(function: SantralFunction) -> None:
    for finding in ("AwsSolutions-L1", "Serverless-LambdaLatestVersion"):
        acknowledge(
            function,
            finding,
            "the runtime is the Python that all tests ran on; a newer one comes with newer tests",
        )
    acknowledge(
        function,
        "Serverless-LambdaTracing",
        "no tracer is in the code: it takes half a second of a cold start, for which a caller "
        "would wait; log lines of one request have its id",
    )
    acknowledge(
        function,
        "Serverless-LambdaDLQ",
        _WAITING.get(
            function.spec.trigger,
            "what it cannot deal with goes to an on-failure destination, which unlike a queue of "
            "the function's own tells why it failed",
        ),
    )
