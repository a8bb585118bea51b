"""What tells people that something is wrong: alarms, the dashboard, and a budget.

The budget is the account's: one of a stage would count nothing until somebody activates the tag for
it, which no template can do, and an alarm that cannot fire is worse than one that fires early.
"""

from __future__ import annotations

from typing import Any, Final

import aws_cdk as cdk
from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.alarms import Watched, alarms
from infra.constructs.alarm import WatchedAlarm
from infra.constructs.findings import acknowledge
from infra.dashboard import dashboard
from infra.environment import metrics_namespace
from infra.stacks.api import ApiStack
from infra.stacks.connect import ConnectStack
from infra.stacks.data import DataStack
from infra.stacks.edge import API_STAGE
from infra.stacks.functions import FunctionsStack
from infra.stacks.identity import IdentityStack
from santral.domain.deployment import Stage

# Who tells the topic of something.
_TELLERS: Final = ("cloudwatch.amazonaws.com", "budgets.amazonaws.com")
_BUDGET_AT_PERCENT: Final = (80, 100)


class OperationsStack(cdk.Stack):
    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        data: DataStack,
        identity: IdentityStack,
        functions: FunctionsStack,
        api: ApiStack,
        connect: ConnectStack,
        **options: Any,
    ) -> None:
        super().__init__(scope, name, **options)
        self._stage = stage
        self.topic = self._topic(data.key)
        watched = self._watched(data, identity, functions, api, connect)
        made = [
            WatchedAlarm(
                self,
                each,
                stage=stage.name,
                runbooks=stage.operations.runbooks,
                to=self.topic.topic_arn,
            )
            for each in alarms(watched)
        ]
        body = dashboard(watched, region=self.region, alarm_arns=[each.attr_arn for each in made])
        cloudwatch.CfnDashboard(
            self,
            "Dashboard",
            dashboard_name=f"santral-{stage.name}",
            dashboard_body=self.to_json_string(body),
        )
        self._add_budget()

    def _topic(self, key: kms.Key) -> sns.Topic:
        topic = sns.Topic(self, "Alarms", master_key=key, enforce_ssl=True)
        for address in self._stage.operations.alarms_to:
            made = topic.add_subscription(subscriptions.EmailSubscription(address))
            acknowledge(
                made,
                "Serverless-SNSRedrivePolicy",
                "SNS tries a mail for hours, and the alarm stays on the dashboard; a queue of "
                "alarms that nobody reads tells nobody",
            )
        ours = {"StringEquals": {"aws:SourceAccount": self.account}}
        tellers = [iam.ServicePrincipal(each) for each in _TELLERS]
        topic.add_to_resource_policy(
            iam.PolicyStatement(
                sid="Tell",
                principals=tellers,
                actions=["sns:Publish"],
                resources=[topic.topic_arn],
                conditions=ours,
            )
        )
        # Source: SNS Developer Guide, "Enable compatibility between event sources from AWS services
        # and encrypted topics".
        key.add_to_resource_policy(
            iam.PolicyStatement(
                sid="Alarms",
                principals=tellers,
                actions=["kms:Decrypt", "kms:GenerateDataKey"],
                resources=["*"],  # in a key's policy: this key
                conditions=ours,
            )
        )
        return topic

    def _watched(
        self,
        data: DataStack,
        identity: IdentityStack,
        functions: FunctionsStack,
        api: ApiStack,
        connect: ConnectStack,
    ) -> Watched:
        # A deployment waits for publish_flows, and hears of its failure.
        watched = {**functions.functions, "add_claims": identity.add_claims}
        return Watched(
            metrics=metrics_namespace(self._stage),
            functions={name: each.function_name for name, each in watched.items()},
            tables={name: each.table_name for name, each in data.tables.items()},
            dead_letters={name: each.queue_name for name, each in data.dead_letters.items()},
            streams={
                "contact_records": data.records_stream.stream_name,
                "agent_events": data.agent_events_stream.stream_name,
            },
            instance=connect.instance_id,
            machine=functions.state_machine_arn,
            api=(api.api_name, API_STAGE),
            web_acl=(api.web_acl.metric, self.region),
        )

    def _add_budget(self) -> None:
        told = budgets.CfnBudget.SubscriberProperty(
            subscription_type="SNS", address=self.topic.topic_arn
        )
        budgets.CfnBudget(
            self,
            "Budget",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(
                    amount=self._stage.operations.budget_per_month, unit="USD"
                ),
            ),
            notifications_with_subscribers=[
                budgets.CfnBudget.NotificationWithSubscribersProperty(
                    notification=budgets.CfnBudget.NotificationProperty(
                        notification_type="ACTUAL",
                        comparison_operator="GREATER_THAN",
                        threshold=percent,
                    ),
                    subscribers=[told],
                )
                for percent in _BUDGET_AT_PERCENT
            ],
        )
