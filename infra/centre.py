"""Composes the stacks of one stage."""

from __future__ import annotations

import sys
from pathlib import Path

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks, ServerlessChecks

from functions.stage_files import find_stage
from infra.stacks.api import ApiStack
from infra.stacks.connect import ConnectStack
from infra.stacks.data import DataStack
from infra.stacks.edge import PAGES, EdgeStack
from infra.stacks.flows import FlowsStack
from infra.stacks.functions import FunctionsStack
from infra.stacks.identity import IdentityStack
from infra.stacks.operations import OperationsStack
from infra.stacks.provisioning import ProvisioningStack
from santral.domain.deployment import DEFAULT_STAGE, Stage
from santral.domain.errors import InputError


def main() -> None:
    """Write the templates of the stage that `-c stage=` names; an admin's mistake is one line."""
    app = cdk.App()
    try:
        stage = find_stage(app.node.try_get_context("stage") or DEFAULT_STAGE)
        compose(app, stage, app.node.try_get_context("account"))
    except InputError as error:
        sys.exit(str(error))
    try:
        app.synth()
    except RuntimeError as error:
        if not str(error).startswith("ValidationFailed"):
            raise
        sys.exit("the templates break a rule; see above")  # it was told with its place


def compose(app: cdk.App, stage: Stage, account: str | None = None, *, pages: Path = PAGES) -> None:
    """Put the stacks of a stage into the app, and the rules that they are held to.

    Args:
        account: None leaves the account to the credentials of the deployment.
        pages: the folder of their build.
    """
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    env = cdk.Environment(account=account, region=stage.region)

    def name(part: str) -> str:
        return f"santral-{stage.name}-{part}"

    data = DataStack(app, name("data"), stage=stage, env=env)
    identity = IdentityStack(app, name("identity"), stage=stage, data=data, env=env)
    edge = EdgeStack(
        app, name("edge"), stage=stage, data=data, identity=identity, pages=pages, env=env
    )
    connect = ConnectStack(app, name("connect"), stage=stage, data=data, edge=edge, env=env)
    functions = FunctionsStack(
        app,
        name("functions"),
        stage=stage,
        data=data,
        edge=edge,
        identity=identity,
        connect=connect,
        env=env,
    )
    ProvisioningStack(app, name("provisioning"), stage=stage, functions=functions, env=env)
    FlowsStack(
        app,
        name("flows"),
        stage=stage,
        data=data,
        connect=connect,
        functions=functions,
        env=env,
    )
    api = ApiStack(
        app, name("api"), stage=stage, data=data, edge=edge, functions=functions, env=env
    )
    OperationsStack(
        app,
        name("operations"),
        stage=stage,
        data=data,
        identity=identity,
        functions=functions,
        api=api,
        connect=connect,
        env=env,
    )
    cdk.Tags.of(app).add("application", "santral")
    cdk.Tags.of(app).add("stage", stage.name)
