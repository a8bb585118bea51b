"""The gateway has the app's endpoints and nothing else, and lets in what CloudFront sends."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from functions.api.app import app
from infra.gateway import fingerprint
from tests.infra.template import Centre, Template

MOST_RESOURCES = 400


def endpoints(template: Template) -> Iterator[tuple[str, str]]:
    """Yield (path, verb) of each method, its path put together from its resources."""
    parts = {
        each.logical_id: (each.properties["ParentId"], each.properties["PathPart"])
        for each in template.resources("AWS::ApiGateway::Resource")
    }

    def path(of: Mapping[str, str]) -> str:
        if of.get("Ref") not in parts:
            return ""  # the root, which is another stack's
        above, part = parts[of["Ref"]]
        return f"{path(above)}/{part}"

    for method in template.resources("AWS::ApiGateway::Method"):
        yield path(method.properties["ResourceId"]), method.properties["HttpMethod"]


def rules(centre: Centre) -> Mapping[str, Mapping[str, Any]]:
    (acl,) = centre["api"].resources("AWS::WAFv2::WebACL")
    return {each["Name"]: each for each in acl.properties["Rules"]}


def test_every_route_of_the_app_is_a_method_and_nothing_else_is(prod: Centre) -> None:
    routes = [(path, verb) for path, verbs in app.routes.items() for verb in verbs]

    assert sorted(endpoints(prod["api"])) == sorted(routes)


def test_the_stack_stays_far_from_what_cloudformation_takes(prod: Centre) -> None:
    count = len(list(prod["api"].resources()))

    assert count < MOST_RESOURCES, (
        f"{count} resources for {len(app.routes)} paths; CloudFormation takes 500 in a stack: give "
        "each noun of the API a nested stack before there are more"
    )


def test_one_permission_lets_the_gateway_invoke_the_function_for_all_methods(
    prod: Centre,
) -> None:
    (permission,) = prod["api"].resources("AWS::Lambda::Permission")
    methods = list(prod["api"].resources("AWS::ApiGateway::Method"))

    assert permission.properties["Principal"] == "apigateway.amazonaws.com"
    assert json.dumps(permission.properties["SourceArn"]).endswith('"/live/*/*"]]}')
    assert len({json.dumps(each.properties["Integration"]["Uri"]) for each in methods}) == 1


def test_the_deployment_waits_for_every_method(prod: Centre) -> None:
    (deployment,) = prod["api"].resources("AWS::ApiGateway::Deployment")
    methods = {each.logical_id for each in prod["api"].resources("AWS::ApiGateway::Method")}

    assert methods <= set(deployment.body["DependsOn"])


def test_another_route_or_verb_or_function_is_another_deployment() -> None:
    routes = {"/v1/queues": ["GET"], "/v1/queues/{id}": ["GET", "PATCH"]}
    more = {**routes, "/v1/hours": ["GET"]}
    fewer = {**routes, "/v1/queues/{id}": ["GET"]}

    copied = fingerprint(routes, "api")

    assert copied == fingerprint({**routes, "/v1/queues/{id}": ["PATCH", "GET"]}, "api")
    assert len({copied, fingerprint(more, "api"), fingerprint(fewer, "api")}) == 3
    assert copied != fingerprint(routes, "another")


def test_the_access_log_has_nothing_that_names_a_person(prod: Centre) -> None:
    (stage,) = prod["api"].resources("AWS::ApiGateway::Stage")
    logged = stage.properties["AccessLogSetting"]["Format"]
    settings = stage.properties["MethodSettings"][0]

    assert json.loads(logged)["route"] == "$context.resourcePath"
    assert "identity" not in logged
    assert "$context.path" not in logged
    assert "authorizer" not in logged
    assert (settings["LoggingLevel"], settings["DataTraceEnabled"]) == ("OFF", False)


def test_the_gateway_yields_at_the_rate_of_the_stage(prod: Centre) -> None:
    (stage,) = prod["api"].resources("AWS::ApiGateway::Stage")
    settings = stage.properties["MethodSettings"][0]

    assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == (50, 100)


def test_what_the_gateway_answers_itself_has_the_shape_of_a_problem(prod: Centre) -> None:
    answers = {
        each.properties["ResponseType"]: each.properties
        for each in prod["api"].resources("AWS::ApiGateway::GatewayResponse")
    }
    throttled = answers["THROTTLED"]

    assert throttled["StatusCode"] == "429"
    assert json.loads(throttled["ResponseTemplates"]["application/json"]) == {
        "type": "/v1/problems#too-many",
        "title": "Too many requests",
        "status": 429,
        "request_id": "$context.requestId",
    }


def test_what_did_not_come_through_cloudfront_is_blocked_before_anything_else(
    prod: Centre,
) -> None:
    rule = rules(prod)["past-cloudfront"]
    has = rule["Statement"]["NotStatement"]["Statement"]["ByteMatchStatement"]
    (distribution,) = prod["edge"].resources("AWS::CloudFront::Distribution")
    [sent] = [
        header
        for origin in distribution.properties["DistributionConfig"]["Origins"]
        for header in origin.get("OriginCustomHeaders", ())
    ]

    assert (rule["Priority"], rule["Action"]) == (0, {"Block": {}})
    assert has["FieldToMatch"]["SingleHeader"]["Name"] == sent["HeaderName"]
    assert "resolve:secretsmanager" in json.dumps(has["SearchString"])
    assert "resolve:secretsmanager" in json.dumps(sent["HeaderValue"])


def test_an_address_that_asks_too_often_is_told_so(prod: Centre) -> None:
    rule = rules(prod)["too-often"]
    rate = rule["Statement"]["RateBasedStatement"]

    assert rule["Action"]["Block"]["CustomResponse"]["ResponseCode"] == 429
    assert (rate["Limit"], rate["EvaluationWindowSec"]) == (2000, 300)
    assert rate["AggregateKeyType"] == "FORWARDED_IP"
    assert rate["ForwardedIPConfig"]["HeaderName"] == "x-santral-viewer"


def test_aws_rules_block_and_only_those_that_would_hit_honest_requests_are_counted(
    prod: Centre,
) -> None:
    group = rules(prod)["AWSManagedRulesCommonRuleSet"]["Statement"]["ManagedRuleGroupStatement"]

    assert rules(prod)["AWSManagedRulesKnownBadInputsRuleSet"]["OverrideAction"] == {"None": {}}
    assert sorted(each["Name"] for each in group["RuleActionOverrides"]) == [
        "CrossSiteScripting_BODY",
        "GenericRFI_BODY",
        "NoUserAgent_HEADER",
        "SizeRestrictions_BODY",
    ]


def test_chats_for_which_nobody_signs_in_are_counted_by_themselves(prod: Centre) -> None:
    rate = rules(prod)["too-many-chats"]["Statement"]["RateBasedStatement"]

    assert (rate["Limit"], rate["EvaluationWindowSec"]) == (30, 300)
    assert rate["ForwardedIPConfig"]["HeaderName"] == "x-santral-viewer"
    match = rate["ScopeDownStatement"]["ByteMatchStatement"]
    assert (match["SearchString"], match["PositionalConstraint"]) == ("/v1/chats", "ENDS_WITH")


def test_no_request_is_sampled_with_its_token(prod: Centre) -> None:
    (acl,) = prod["api"].resources("AWS::WAFv2::WebACL")

    assert "'SampledRequestsEnabled': True" not in str(acl.properties)
    assert str(acl.properties).count("'SampledRequestsEnabled': False") == 6
