"""What is turned away before the API's function starts.

- what did not come through CloudFront, which alone knows the secret header. So whatever follows may
  trust the header with the viewer's address, and needs no rule by the direct address, which is one
  of CloudFront's own;
- an address that asks too often, or begins too many chats, for which nobody signs in;
- what looks like an attack: AWS's rules for inputs that are known to be bad, and its common ones.

No requests are sampled: samples hold tokens and addresses.

Sources: AWS WAF Developer Guide, "AWS Managed Rules rule groups list" (core rule set, known bad
inputs), "Rate-based rule high-level settings", "Aggregating rate-based rules" (IP address in a
header), "Customized web requests and responses"; Amazon API Gateway works with regional ACLs only.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from functions.api.problems import KINDS
from santral.domain.deployment import Stage

_WINDOW_S: Final = 300
_TOO_MANY: Final = "too-many"
_CHATS: Final = 30  # a whole office may have one address
_CHATS_PATH: Final = "/v1/chats"

# Counted, not blocked: each would turn honest requests away, and guards nothing here.
_ONLY_COUNTED: Final = (
    "SizeRestrictions_BODY",  # 8 KB: menus and articles are larger; the function takes 1 MiB
    "CrossSiteScripting_BODY",  # articles and notes may hold HTML; pages show text as text
    "GenericRFI_BODY",  # webhooks and CRMs have addresses; where they may lead is checked by us
    "NoUserAgent_HEADER",  # payment providers send notices without one
)


class WebAcl(Construct):
    """
    Attributes:
        metric: the name under which CloudWatch counts what it blocks.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        headers: tuple[str, str],
        origin_secret: secretsmanager.ISecret,
        guarded: str,
    ) -> None:
        """
        Args:
            headers: the one with the secret, and the one with the viewer's address.
            guarded: the ARN of the stage of a REST API.
        """
        super().__init__(scope, name)
        self.metric = f"santral-{stage.name}"
        origin, viewer = headers
        acl = wafv2.CfnWebACL(
            self,
            "Acl",
            scope="REGIONAL",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_counted_as(self.metric),
            custom_response_bodies={_TOO_MANY: _too_many()},
            rules=[
                _past_cloudfront(0, origin, origin_secret.secret_value.unsafe_unwrap()),
                _too_often(1, viewer, stage.capacity.requests_per_address),
                _too_often(2, viewer, _CHATS, "too-many-chats", path=_CHATS_PATH),
                _managed(3, "AWSManagedRulesKnownBadInputsRuleSet"),
                _managed(4, "AWSManagedRulesCommonRuleSet", _ONLY_COUNTED),
            ],
        )
        wafv2.CfnWebACLAssociation(
            self, "Association", resource_arn=guarded, web_acl_arn=acl.attr_arn
        )


def _past_cloudfront(priority: int, header: str, secret: str) -> wafv2.CfnWebACL.RuleProperty:
    has_it = wafv2.CfnWebACL.StatementProperty(
        byte_match_statement=wafv2.CfnWebACL.ByteMatchStatementProperty(
            field_to_match=wafv2.CfnWebACL.FieldToMatchProperty(single_header={"Name": header}),
            positional_constraint="EXACTLY",
            search_string=secret,
            text_transformations=[_AS_IT_IS],
        )
    )
    return wafv2.CfnWebACL.RuleProperty(
        name="past-cloudfront",
        priority=priority,
        action=wafv2.CfnWebACL.RuleActionProperty(block={}),
        statement=wafv2.CfnWebACL.StatementProperty(
            not_statement=wafv2.CfnWebACL.NotStatementProperty(statement=has_it)
        ),
        visibility_config=_counted_as("past-cloudfront"),
    )


def _too_often(
    priority: int, header: str, most: int, name: str = "too-often", *, path: str = ""
) -> wafv2.CfnWebACL.RuleProperty:
    """
    Args:
        path: with which those end that are counted; "" is any.
    """
    refusal = wafv2.CfnWebACL.CustomResponseProperty(
        response_code=429,
        custom_response_body_key=_TOO_MANY,
        response_headers=[
            wafv2.CfnWebACL.CustomHTTPHeaderProperty(name="Retry-After", value=str(_WINDOW_S))
        ],
    )
    return wafv2.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        action=wafv2.CfnWebACL.RuleActionProperty(
            block=wafv2.CfnWebACL.BlockActionProperty(custom_response=refusal)
        ),
        statement=wafv2.CfnWebACL.StatementProperty(
            rate_based_statement=wafv2.CfnWebACL.RateBasedStatementProperty(
                limit=most,
                evaluation_window_sec=_WINDOW_S,
                aggregate_key_type="FORWARDED_IP",
                forwarded_ip_config=wafv2.CfnWebACL.ForwardedIPConfigurationProperty(
                    header_name=header, fallback_behavior="MATCH"
                ),
                scope_down_statement=_ends_with(path) if path else None,
            )
        ),
        visibility_config=_counted_as(name),
    )


def _ends_with(path: str) -> wafv2.CfnWebACL.StatementProperty:
    return wafv2.CfnWebACL.StatementProperty(
        byte_match_statement=wafv2.CfnWebACL.ByteMatchStatementProperty(
            field_to_match=wafv2.CfnWebACL.FieldToMatchProperty(uri_path={}),
            positional_constraint="ENDS_WITH",
            search_string=path,
            text_transformations=[_AS_IT_IS],
        )
    )


def _managed(
    priority: int, group: str, counted: Sequence[str] = ()
) -> wafv2.CfnWebACL.RuleProperty:
    only = [
        wafv2.CfnWebACL.RuleActionOverrideProperty(
            name=rule, action_to_use=wafv2.CfnWebACL.RuleActionProperty(count={})
        )
        for rule in counted
    ]
    return wafv2.CfnWebACL.RuleProperty(
        name=group,
        priority=priority,
        override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
        statement=wafv2.CfnWebACL.StatementProperty(
            managed_rule_group_statement=wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(
                vendor_name="AWS", name=group, rule_action_overrides=only or None
            )
        ),
        visibility_config=_counted_as(group),
    )


def _too_many() -> wafv2.CfnWebACL.CustomResponseBodyProperty:
    status, title = KINDS[_TOO_MANY]
    problem = {"type": f"/v1/problems#{_TOO_MANY}", "title": title, "status": status}
    return wafv2.CfnWebACL.CustomResponseBodyProperty(
        content_type="APPLICATION_JSON", content=json.dumps(problem, separators=(",", ":"))
    )


def _counted_as(metric: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=metric, sampled_requests_enabled=False
    )


_AS_IT_IS: Final = wafv2.CfnWebACL.TextTransformationProperty(priority=0, type="NONE")
