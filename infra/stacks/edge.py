"""Where browsers come in: the pages and the API at one address, so that no CORS is needed.

The shell of the API is here, without methods: CloudFront has to know its address, and the functions
behind its methods have to know CloudFront's.

- Whoever reaches the API past CloudFront is refused by its web ACL: CloudFront adds a secret.
- The address that a request came from is in VIEWER_HEADER, which CloudFront writes for every
  request, whatever its sender put there.
- There is no web ACL on CloudFront itself: it would have to be in us-east-1, in a stack of its own,
  and would guard files that anybody may read. The API's own, in the stage's Region, looks at every
  request that reaches something of ours.
- CloudFront writes no access log: it would be one of viewers' addresses. The API's own log has
  every request that did something, without who sent it.

Sources: CloudFront Developer Guide, "Restrict access to an Amazon S3 origin", "Add a true client IP
header", "Use managed origin request policies" (AllViewerExceptHostHeader is meant for API Gateway,
and forwards Authorization; a list of headers may not contain it), "Add custom headers to origin
requests".
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_route53_targets as targets
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.constructs.findings import acknowledge
from infra.constructs.pages import PageBucket, upload_pages
from infra.constructs.removal import removal_policy
from infra.gateway import ORIGIN_HEADER, SMALLEST_COMPRESSED
from infra.page_headers import control_panel, page_hosts, page_settings
from infra.stacks.data import DataStack
from infra.stacks.identity import IdentityStack
from santral.domain.deployment import Stage
from santral.domain.page_policy import content_security_policy, permissions_policy

API_STAGE: Final = "live"
API_PATHS: Final = "/v1/*"

_ROOT: Final = Path(__file__).parents[2]
PAGES: Final = _ROOT / "web" / "dist"
_FUNCTIONS: Final = _ROOT / "infra" / "edge_functions"
# The one Region whose certificates CloudFront takes.
_CERTIFICATES_REGION: Final = "us-east-1"
_HSTS: Final = cdk.Duration.days(730)


class EdgeStack(cdk.Stack):
    """
    Attributes:
        rest_api_id, root_resource_id: of the API, which has no methods yet.
        page_url: where the pages and the API are, without a slash at its end.
        origin_secret: what a request has in ORIGIN_HEADER that came through CloudFront.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        data: DataStack,
        identity: IdentityStack,
        pages: Path = PAGES,
        **options: Any,
    ) -> None:
        """
        Args:
            pages: the folder of their build; where it is missing, nothing is uploaded.
        """
        super().__init__(scope, name, cross_region_references=bool(stage.domains.pages), **options)
        self._stage, self._data, self._identity = stage, data, identity
        self._zone = self._hosted_zone()
        self._add_api()
        self._add_secret()
        self.bucket = PageBucket(self, "Pages", retention=stage.retention)
        self.distribution = self._distribution(self._certificate(scope))
        self.page_url = f"https://{stage.domains.pages or self.distribution.domain_name}"
        self._name_it()
        self._upload(pages)
        cdk.CfnOutput(self, "PageUrl", value=self.page_url)

    def _add_api(self) -> None:
        api = apigateway.CfnRestApi(
            self,
            "Api",
            name=f"santral-{self._stage.name}",
            description="The REST API; its methods are in a stack of their own",
            endpoint_configuration={"types": ["REGIONAL"]},
            minimum_compression_size=SMALLEST_COMPRESSED,
        )
        self.rest_api_id = api.ref
        self.root_resource_id = api.attr_root_resource_id
        # nag looks for the validator beside the API.
        acknowledge(
            api,
            "AwsSolutions-APIG2",
            "the function reads path, query and body against the types of its endpoint, and "
            "answers with every problem of a request; the gateway would name one, in another form",
        )

    def _add_secret(self) -> None:
        self.origin_secret = secretsmanager.Secret(
            self,
            "OriginSecret",
            description="Proves to the API that a request came through CloudFront",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                exclude_punctuation=True, password_length=48
            ),
            removal_policy=removal_policy(self._stage.retention),
        )
        acknowledge(
            self.origin_secret,
            "AwsSolutions-SMG4",
            "CloudFront and the web ACL have to change at once, which only a deployment does; it "
            "opens nothing but the way past a rate rule, and every request still needs a token",
        )

    def _hosted_zone(self) -> route53.IHostedZone | None:
        domains = self._stage.domains
        if not domains.pages:
            return None
        return route53.HostedZone.from_hosted_zone_attributes(
            self, "Zone", hosted_zone_id=domains.zone_id, zone_name=domains.zone
        )

    def _certificate(self, scope: Construct) -> acm.ICertificate | None:
        if not self._stage.domains.pages:
            return None
        stack = CertificateStack(
            scope, f"{self.stack_name}-certificate", stage=self._stage, account=self.account
        )
        return stack.certificate

    def _distribution(self, certificate: acm.ICertificate | None) -> cloudfront.Distribution:
        headers = self._headers()
        made = cloudfront.Distribution(
            self,
            "Distribution",
            comment=f"santral {self._stage.name}",
            default_root_object="index.html",
            # North America and Europe: the pages are loaded once, and a Region is behind the API.
            price_class=cloudfront.PriceClass.PRICE_CLASS_100,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            certificate=certificate,
            domain_names=[self._stage.domains.pages] if certificate else None,
            default_behavior=self._page_behavior(headers),
            additional_behaviors={API_PATHS: self._api_behavior(headers)},
        )
        for finding, reason in _UNLIKE_NAG.items():
            acknowledge(made, finding, reason)
        return made

    def _page_behavior(
        self, headers: cloudfront.ResponseHeadersPolicy
    ) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            origin=origins.S3BucketOrigin.with_origin_access_control(self.bucket),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            response_headers_policy=headers,
            compress=True,
            function_associations=[self._on_request("pages")],
        )

    def _api_behavior(
        self, headers: cloudfront.ResponseHeadersPolicy
    ) -> cloudfront.BehaviorOptions:
        origin = origins.HttpOrigin(
            f"{self.rest_api_id}.execute-api.{self.region}.{self.url_suffix}",
            origin_path=f"/{API_STAGE}",
            protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
            origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
            # The template names the secret; its value is filled in where it is deployed.
            custom_headers={ORIGIN_HEADER: self.origin_secret.secret_value.unsafe_unwrap()},
        )
        return cloudfront.BehaviorOptions(
            origin=origin,
            # Not redirected: a token that was sent in the clear is to be noticed.
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            response_headers_policy=headers,
            function_associations=[self._on_request("viewer")],
        )

    def _on_request(self, name: str) -> cloudfront.FunctionAssociation:
        function = cloudfront.Function(
            self,
            f"{name.capitalize()}Function",
            code=cloudfront.FunctionCode.from_inline(
                (_FUNCTIONS / f"{name}.js").read_text("utf-8")
            ),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
        )
        return cloudfront.FunctionAssociation(
            function=function, event_type=cloudfront.FunctionEventType.VIEWER_REQUEST
        )

    def _headers(self) -> cloudfront.ResponseHeadersPolicy:
        alias = self._stage.instance.alias
        hosts = page_hosts(
            region=self.region,
            alias=alias,
            files=self._data.files.bucket_regional_domain_name,
            recordings=self._data.recordings.bucket_regional_domain_name,
            suffix=self.url_suffix,
        )
        return cloudfront.ResponseHeadersPolicy(
            self,
            "Headers",
            security_headers_behavior=_security_headers(content_security_policy(hosts)),
            custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
                custom_headers=[
                    cloudfront.ResponseCustomHeader(
                        header="Permissions-Policy",
                        value=permissions_policy(control_panel(alias)),
                        override=True,
                    ),
                ]
            ),
        )

    def _name_it(self) -> None:
        if self._zone is None:
            return
        target = route53.RecordTarget.from_alias(targets.CloudFrontTarget(self.distribution))
        for kind in (route53.ARecord, route53.AaaaRecord):
            kind(
                self,
                kind.__name__,
                zone=self._zone,
                record_name=self._stage.domains.pages,
                target=target,
            )

    def _upload(self, pages: Path) -> None:
        """Upload the build of the pages, where there is one and something that could upload it.

        An emulator has nothing that could: the function that CDK uploads by needs a layer of AWS's.
        """
        if self._stage.is_proof:
            cdk.Annotations.of(self).add_info("the pages are not uploaded to an emulator")
        elif not pages.is_dir():
            cdk.Annotations.of(self).add_info("no build of the pages in web/dist: none is uploaded")
        else:
            settings = page_settings(
                region=self.region,
                instance=self._stage.instance,
                user_pool=self._identity.pool.user_pool_id,
                client=self._identity.client.user_pool_client_id,
            )
            upload_pages(self, pages, settings, self.bucket, self.distribution)


class CertificateStack(cdk.Stack):
    """The certificate of the pages' name, where CloudFront looks for it."""

    def __init__(self, scope: Construct, name: str, *, stage: Stage, account: str) -> None:
        env = cdk.Environment(account=account, region=_CERTIFICATES_REGION)
        super().__init__(scope, name, env=env, cross_region_references=True)
        zone = route53.HostedZone.from_hosted_zone_attributes(
            self, "Zone", hosted_zone_id=stage.domains.zone_id, zone_name=stage.domains.zone
        )
        self.certificate = acm.Certificate(
            self,
            "Certificate",
            domain_name=stage.domains.pages,
            validation=acm.CertificateValidation.from_dns(zone),
        )


def _security_headers(policy: str) -> cloudfront.ResponseSecurityHeadersBehavior:
    return cloudfront.ResponseSecurityHeadersBehavior(
        content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
            content_security_policy=policy, override=True
        ),
        content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
        frame_options=cloudfront.ResponseHeadersFrameOptions(
            frame_option=cloudfront.HeadersFrameOption.DENY, override=True
        ),
        referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
            referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
        ),
        strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
            access_control_max_age=_HSTS, include_subdomains=True, override=True
        ),
    )


_UNLIKE_NAG: Final = {
    "AwsSolutions-CFR1": "agents and owners travel: who may work is decided by their token",
    "AwsSolutions-CFR2": "the API's own web ACL looks at all that is not a public file",
    "AwsSolutions-CFR3": "a log of viewers' addresses is personal data that nobody needs here; the "
    "API logs every request without them",
    "AwsSolutions-CFR4": "the certificate of cloudfront.net allows no other setting; a name of "
    "one's own (domains.pages) takes TLS 1.2 and later only",
}
