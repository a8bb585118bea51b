"""An AWS account in which everything is as a deployment wants it, and a computer likewise."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatch
from typing import Any

ACCOUNT = "123456789012"
INSTANCE_ID = "0123abcd-0000-4000-8000-0123456789ab"
INSTANCE_ARN = f"arn:aws:connect:eu-central-1:{ACCOUNT}:instance/{INSTANCE_ID}"
INSTANCE = {
    "Id": INSTANCE_ID,
    "Arn": INSTANCE_ARN,
    "InstanceAlias": "klima",
    "IdentityManagementType": "CONNECT_MANAGED",
}

# (service, operation) -> the answer, an error to raise, or a function of the parameters.
WELL: Mapping[tuple[str, str], Any] = {
    ("sts", "get_caller_identity"): {
        "Account": ACCOUNT,
        "Arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/ayse",
    },
    ("ec2", "describe_regions"): {
        "Regions": [{"RegionName": "eu-central-1", "OptInStatus": "opt-in-not-required"}]
    },
    ("ssm", "get_parameter"): {"Parameter": {"Value": "28"}},
    ("lambda", "get_account_settings"): {"AccountLimit": {"ConcurrentExecutions": 1000}},
    ("route53", "get_hosted_zone"): {"HostedZone": {"Name": "klima.example."}},
    ("budgets", "describe_budgets"): {"Budgets": []},
    ("connect", "list_instances"): {"InstanceSummaryList": [INSTANCE]},
    ("connect", "search_available_phone_numbers"): {
        "AvailableNumbersList": [{"PhoneNumberCountryCode": "DE"}]
    },
    ("service-quotas", "get_service_quota"): {"Quota": {"Value": 1000.0}},
    ("service-quotas", "get_aws_default_service_quota"): {"Quota": {"Value": 1000.0}},
    ("cloudtrail", "lookup_events"): {"Events": []},
    ("sesv2", "get_account"): {"ProductionAccessEnabled": True, "SendingEnabled": True},
    ("sesv2", "get_email_identity"): {"VerifiedForSendingStatus": True},
}


@dataclass
class FakeAccount:
    """Answers from a table.

    Attributes:
        asked: (service, operation, region, parameters) of each question, in order.
    """

    answers: Mapping[tuple[str, str], Any] = field(default_factory=lambda: WELL)
    asked: list[tuple[str, str, str, Mapping[str, Any]]] = field(default_factory=list)

    def ask(
        self, service: str, operation: str, *, region: str = "", **parameters: Any
    ) -> Mapping[str, Any]:
        self.asked.append((service, operation, region, parameters))
        found = self.answers[service, operation]
        if isinstance(found, Exception):
            raise found
        answer: Mapping[str, Any] = found(**parameters) if callable(found) else found
        return answer


PROGRAMS: dict[str, str] = {
    "node": "v20.20.2",
    "infra/node_modules/.bin/cdk": "2.1148.1 (build 0123abc)",
    sys.executable: "built",
}
WRITTEN: Mapping[str, int] = {"infra/centre.py": 11, "cdk.out/santral-dev-data.template.json": 12}


@dataclass
class FakeWorkstation:
    """
    Attributes:
        programs: what each prints.
        written: at which hour each file was.
    """

    python: tuple[int, int] = (3, 11)
    programs: Mapping[str, str] = field(default_factory=lambda: PROGRAMS)
    written: Mapping[str, int] = field(default_factory=lambda: WRITTEN)

    def first_line(self, *command: str) -> str:
        return self.programs.get(command[0], "")

    def newest(self, *patterns: str) -> datetime | None:
        hours = [
            hour
            for path, hour in self.written.items()
            if any(fnmatch(path, pattern.replace("**/", "*")) for pattern in patterns)
        ]
        return datetime(2026, 11, 30, max(hours), tzinfo=UTC) if hours else None
