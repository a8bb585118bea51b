"""One address for pages and API; who came in, and what a browser is told of the pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from infra.page_headers import control_panel, page_hosts, page_settings
from santral.domain.deployment import Identity, Instance
from santral.domain.page_policy import content_security_policy, permissions_policy
from tests.infra.cloudwatch import text_of
from tests.infra.conftest import ROOT
from tests.infra.template import Centre, Template

FUNCTIONS = ROOT / "infra" / "edge_functions"


def distribution(centre: Centre) -> Mapping[str, Any]:
    (found,) = centre["edge"].resources("AWS::CloudFront::Distribution")
    config: Mapping[str, Any] = found.properties["DistributionConfig"]
    return config


def run(function: str, request: Mapping[str, Any], viewer: str) -> Any:
    """Return what a function of CloudFront makes of a request; node speaks its language."""
    code = (FUNCTIONS / f"{function}.js").read_text("utf-8")
    event = json.dumps({"request": request, "viewer": {"ip": viewer}})
    script = f"{code}\nconsole.log(JSON.stringify(handler({event})));"
    ran = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


def policy(**changes: str) -> Mapping[str, str]:
    facts = {
        "region": "eu-central-1",
        "alias": "santral-prod",
        "files": "files.example",
        "recordings": "recordings.example",
        "suffix": "amazonaws.com",
    }
    parts = content_security_policy(page_hosts(**{**facts, **changes})).split("; ")
    return {name: rest for name, _, rest in (part.partition(" ") for part in parts)}


def test_the_api_is_at_the_pages_address_uncached_with_every_method(prod: Centre) -> None:
    [behavior] = distribution(prod)["CacheBehaviors"]

    assert behavior["PathPattern"] == "/v1/*"
    assert len(behavior["AllowedMethods"]) == 7
    assert behavior["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"  # CachingDisabled
    # AllViewerExceptHostHeader: the one way to forward Authorization to API Gateway uncached.
    assert behavior["OriginRequestPolicyId"] == "b689b0a8-53d0-40ab-baf2-68738e2966ac"
    assert behavior["ViewerProtocolPolicy"] == "https-only"
    [origin] = [
        each for each in distribution(prod)["Origins"] if each["Id"] == behavior["TargetOriginId"]
    ]
    assert origin["OriginPath"] == "/live"
    assert "execute-api.eu-central-1" in text_of(origin["DomainName"])


def test_an_answer_of_the_api_is_never_replaced_by_a_page(prod: Centre) -> None:
    assert "CustomErrorResponses" not in distribution(prod)


def test_only_cloudfront_reads_the_bucket_of_pages(prod: Centre) -> None:
    (policy_,) = prod["edge"].resources("AWS::S3::BucketPolicy")
    allowed = [
        each
        for each in policy_.properties["PolicyDocument"]["Statement"]
        if each["Effect"] == "Allow"
    ]

    assert [(each["Action"], each["Principal"]) for each in allowed] == [
        ("s3:GetObject", {"Service": "cloudfront.amazonaws.com"})
    ]
    assert "AWS:SourceArn" in allowed[0]["Condition"]["StringEquals"]


def test_whatever_a_sender_wrote_there_the_address_is_the_one_cloudfront_saw() -> None:
    forged = {"uri": "/v1/me", "headers": {"x-santral-viewer": {"value": "203.0.113.9"}}}

    assert run("viewer", forged, "198.51.100.7") == {
        "uri": "/v1/me",
        "headers": {"x-santral-viewer": {"value": "198.51.100.7"}},
    }


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("/", "/index.html"),
        ("/agent/calls", "/index.html"),
        ("/v1.2/agent", "/index.html"),
        ("/assets/agent-4f2c.js", "/assets/agent-4f2c.js"),
    ],
)
def test_a_path_of_the_pages_is_their_one_document_and_a_file_is_a_file(
    asked: str, read: str
) -> None:
    assert run("pages", {"uri": asked, "headers": {}}, "198.51.100.7")["uri"] == read


def test_pages_run_only_their_own_scripts_and_frame_only_amazon_connects_panel() -> None:
    told = policy()

    assert told["default-src"] == "'self'"
    assert told["script-src"] == "'self'"
    assert told["style-src"] == "'self'"
    assert told["font-src"] == "'self' data:"
    assert told["frame-src"] == "https://santral-prod.my.connect.aws"
    assert told["frame-ancestors"] == "'none'"
    assert told["require-trusted-types-for"] == "'script'"
    assert not any("unsafe" in allowed for allowed in told.values())


def test_pages_reach_the_buckets_of_their_own_stage_and_no_other() -> None:
    told = policy(files="a.s3.example", recordings="b.s3.example")

    assert {"https://a.s3.example", "https://b.s3.example"} <= {*told["connect-src"].split()}
    assert told["media-src"] == "'self' https://b.s3.example"
    assert not any("*.s3" in allowed for allowed in told.values())


def test_agents_talk_to_amazon_connect_and_nobody_counts_them() -> None:
    asked = policy()["connect-src"].split()

    assert asked[:5] == [
        "'self'",
        "https://santral-prod.my.connect.aws",
        "https://cognito-idp.eu-central-1.amazonaws.com",
        "https://participant.connect.eu-central-1.amazonaws.com",
        "wss://*.transport.connect.eu-central-1.amazonaws.com",
    ]
    assert not any("telemetry" in each for each in asked)


def test_pages_are_told_where_agents_sign_in() -> None:
    saml = "https://sign-in.example.com/connect"
    instance = Instance("santral-prod", identity=Identity.SAML, saml_url=saml)

    told = page_settings(region="eu-central-1", instance=instance, user_pool="pool", client="c")

    assert told == {
        "region": "eu-central-1",
        "ccp": {
            "url": "https://santral-prod.my.connect.aws/ccp-v2/",
            "login_url": "https://santral-prod.my.connect.aws/ccp-v2/",
            "saml_url": saml,
        },
        "chat": {"endpoint": None},
        "identity": {"endpoint": None, "pool": "pool", "client": "c"},
        "phone": None,
    }


def test_the_microphone_is_for_the_pages_and_the_panel_alone() -> None:
    told = permissions_policy(control_panel("santral-prod"))

    assert 'microphone=(self "https://santral-prod.my.connect.aws")' in told
    assert "camera=()" in told


def test_browsers_are_told_of_https_types_and_frames(prod: Centre) -> None:
    (headers,) = prod["edge"].resources("AWS::CloudFront::ResponseHeadersPolicy")
    config = headers.properties["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]

    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 63_072_000
    assert security["ContentTypeOptions"] == {"Override": True}
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == "no-referrer"
    assert security["FrameOptions"]["FrameOption"] == "DENY"


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Template]:
    """Return edge and its certificate, of a stage that owns a name and has built its pages."""
    folder = tmp_path_factory.mktemp("edge")
    pages, assembly = folder / "dist", folder / "assembly"
    (pages / "assets").mkdir(parents=True)
    (pages / "index.html").write_text("<!doctype html>", "utf-8")
    (pages / "assets" / "agent-4f2c.js").write_text("1;", "utf-8")
    (pages / "widget.js").write_text("2;", "utf-8")
    quiet = {
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1",
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
    }
    subprocess.run(
        [sys.executable, "-m", "tests.infra.edge_synthesis", str(assembly), str(pages)],
        cwd=ROOT,
        env={**os.environ, **quiet},
        capture_output=True,
        check=True,
    )
    return {
        part: Template(part, json.loads(_template(assembly, part).read_text("utf-8")))
        for part in ("edge", "edge-certificate")
    }


def test_assets_are_kept_and_all_else_is_asked_for(
    named: Mapping[str, Template], tmp_path_factory: pytest.TempPathFactory
) -> None:
    staged = {
        frozenset(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())
        for folder in tmp_path_factory.getbasetemp().glob("edge*/assembly/asset.*")
        if folder.is_dir()
    }

    assert frozenset({"assets/agent-4f2c.js"}) in staged
    assert frozenset({"index.html", "widget.js"}) in staged


def test_a_name_of_ones_own_has_a_certificate_where_cloudfront_looks_for_it(
    named: Mapping[str, Template],
) -> None:
    (certificate,) = named["edge-certificate"].resources("AWS::CertificateManager::Certificate")
    config = distribution(Centre(named))

    assert certificate.properties["DomainName"] == "centre.example.com"
    assert config["Aliases"] == ["centre.example.com"]
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    kinds = [each.properties["Type"] for each in named["edge"].resources("AWS::Route53::RecordSet")]
    assert sorted(kinds) == ["A", "AAAA"]


def test_a_build_is_uploaded_by_a_role_that_may_write_into_one_bucket(
    named: Mapping[str, Template],
) -> None:
    deployed = list(named["edge"].resources("Custom::CDKBucketDeployment"))
    actions = [
        action
        for each in named["edge"].resources("AWS::IAM::Policy")
        for statement in each.properties["PolicyDocument"]["Statement"]
        for action in _listed(statement["Action"])
    ]

    assert [each.properties["Prune"] for each in deployed] == [False, False]
    [files, index] = deployed
    assert "immutable" in files.properties["SystemMetadata"]["cache-control"]
    assert index.properties["SystemMetadata"] == {"cache-control": "no-cache"}
    assert len(index.properties["SourceObjectKeys"]) == 2  # with settings.json
    assert index.properties["DistributionPaths"] == [
        "/index.html",
        "/settings.json",
        "/widget.js",
    ]
    assert "s3:PutObject" in actions
    assert not any("*" in action for action in actions)


def _listed(plain: Any) -> list[Any]:
    return plain if isinstance(plain, list) else [plain]


def _template(assembly: Path, part: str) -> Path:
    return assembly / f"santral-prod-{part}.template.json"
