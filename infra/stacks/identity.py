"""Who may sign in, and the mails that reach them.

Nobody signs up at the pool itself: our API makes the users, once an address is proven, and
add_claims says at every sign-in to which business somebody belongs. The pool is set as the local
one (santral/local/cognito/settings.py); a test compares the two.

Two kinds of mail leave: ours, by Amazon SES, and Cognito's, with codes for a new password or a new
address. Cognito takes a verified identity only, and this stack makes the identity: until the stage
says `domains.is_mail_verified`, Cognito sends from an address of its own, 50 mails a day at most.

Sources: Amazon Cognito Developer Guide, "Email settings for Amazon Cognito user pools", "Feature
plans", "Refresh tokens"; Amazon SES Developer Guide, "Easy DKIM".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_ses as ses
from constructs import Construct

from functions.catalogue import FUNCTIONS, Resource
from infra.constructs.findings import acknowledge
from infra.constructs.function import SantralFunction
from infra.constructs.removal import removal_policy
from infra.environment import of_every_function
from infra.permissions import Places, statements
from infra.stacks.data import DataStack
from santral.domain.deployment import Stage

# What users may change of themselves: neither whether their address is proven, nor `profile`, by
# which our API knows the users that it has made.
_OWN_ATTRIBUTES: Final = cognito.ClientAttributes().with_standard_attributes(
    email=True, fullname=True, locale=True
)
_PASSWORDS: Final = cognito.PasswordPolicy(
    min_length=12,
    require_uppercase=True,
    require_lowercase=True,
    require_digits=True,
    require_symbols=False,
)
# For a new password and for a new address alike.
_CODE_MAIL: Final = cognito.UserVerificationConfig(
    email_subject="Your code",
    email_body="Your code is {####}. Whoever did not ask for it need not do anything.",
    email_style=cognito.VerificationEmailStyle.CODE,
)


class IdentityStack(cdk.Stack):
    """
    Attributes:
        mail: the identity that mails are sent from.
        mail_rules: the configuration set of every mail.
    """

    def __init__(
        self, scope: Construct, name: str, *, stage: Stage, data: DataStack, **options: Any
    ) -> None:
        super().__init__(scope, name, **options)
        self._stage = stage
        self.mail_rules = self._mail_rules()
        self.mail = self._mail_identity()
        self.pool = self._pool()
        self.client = self._client()
        cdk.CfnOutput(self, "UserPoolId", value=self.pool.user_pool_id)
        cdk.CfnOutput(self, "UserPoolClientId", value=self.client.user_pool_client_id)
        self._add_claims(data)

    # --- mail ---

    def _mail_rules(self) -> ses.ConfigurationSet:
        rules = ses.ConfigurationSet(
            self,
            "MailRules",
            tls_policy=ses.ConfigurationSetTlsPolicy.REQUIRE,
            suppression_reasons=ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
            reputation_metrics=True,
        )
        rules.add_event_destination(
            "Metrics",
            destination=ses.EventDestination.cloud_watch_dimensions(
                [
                    ses.CloudWatchDimension(
                        name="ses:configuration-set",
                        source=ses.CloudWatchDimensionSource.MESSAGE_TAG,
                        default_value="none",
                    )
                ]
            ),
            events=[
                ses.EmailSendingEvent.SEND,
                ses.EmailSendingEvent.DELIVERY,
                ses.EmailSendingEvent.BOUNCE,
                ses.EmailSendingEvent.COMPLAINT,
                ses.EmailSendingEvent.REJECT,
            ],
        )
        return rules

    def _mail_identity(self) -> ses.EmailIdentity:
        """Make the sender's domain an identity, with its records where the zone is ours."""
        domains = self._stage.domains
        domain = domains.mail_from.rpartition("@")[2]
        is_in_zone = bool(domains.zone) and domain == domains.zone
        identity = ses.EmailIdentity(
            self,
            "Mail",
            identity=ses.Identity.public_hosted_zone(self._zone())
            if is_in_zone
            else ses.Identity.domain(domain),
            configuration_set=self.mail_rules,
            feedback_forwarding=False,  # bounces are counted and suppressed, and mailed to nobody
        )
        if not is_in_zone:
            self._tell_records(identity)
        return identity

    def _zone(self) -> route53.IPublicHostedZone:
        return route53.PublicHostedZone.from_public_hosted_zone_attributes(
            self,
            "Zone",
            hosted_zone_id=self._stage.domains.zone_id,
            zone_name=self._stage.domains.zone,
        )

    def _tell_records(self, identity: ses.EmailIdentity) -> None:
        for place, record in enumerate(identity.dkim_records, start=1):
            cdk.CfnOutput(
                self,
                f"MailRecord{place}",
                description="a CNAME record that the sender's domain needs",
                value=f"{record.name} CNAME {record.value}",
            )

    # --- people ---

    def _pool(self) -> cognito.UserPool:
        retention = self._stage.retention
        pool = cognito.UserPool(
            self,
            "People",
            feature_plan=cognito.FeaturePlan.ESSENTIALS,  # the least that add_claims works with
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            keep_original=cognito.KeepOriginalAttrs(email=True),
            standard_attributes=cognito.StandardAttributes(
                email=cognito.StandardAttribute(required=True, mutable=True)
            ),
            password_policy=_PASSWORDS,
            mfa=cognito.Mfa.OPTIONAL,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            user_verification=_CODE_MAIL,
            email=self._codes_sender(),
            deletion_protection=retention.is_kept_when_destroyed,
            removal_policy=removal_policy(retention),
        )
        acknowledge(
            pool,
            "AwsSolutions-COG1",
            "twelve characters are asked for; a symbol adds less than the next character, and "
            "makes people write the password down",
        )
        acknowledge(
            pool,
            "AwsSolutions-COG2",
            "required for everybody or nobody; whose role needs a second factor is let in by the "
            "API with one alone, as add_claims tells it",
        )
        for finding in ("AwsSolutions-COG3", "AwsSolutions-COG8"):
            acknowledge(
                pool,
                finding,
                "it would judge by the API's own network addresses, from which everybody signs "
                "in; the API counts and locks by address itself",
            )
        return pool

    def _codes_sender(self) -> cognito.UserPoolEmail:
        domains = self._stage.domains
        if not domains.is_mail_verified:
            return cognito.UserPoolEmail.with_cognito()
        return cognito.UserPoolEmail.with_ses(
            from_email=domains.mail_from,
            ses_region=self._stage.region,
            ses_verified_domain=domains.mail_from.rpartition("@")[2],
            configuration_set_name=self.mail_rules.configuration_set_name,
        )

    def _client(self) -> cognito.UserPoolClient:
        return self.pool.add_client(
            "Pages",
            generate_secret=False,  # a browser keeps none
            auth_flows=cognito.AuthFlow(user_srp=True, user_password=True),
            disable_o_auth=True,
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            access_token_validity=cdk.Duration.minutes(10),
            id_token_validity=cdk.Duration.minutes(10),
            refresh_token_validity=cdk.Duration.days(30),
            refresh_token_rotation_grace_period=cdk.Duration.seconds(30),
            auth_session_validity=cdk.Duration.minutes(3),
            write_attributes=_OWN_ATTRIBUTES,
        )

    def _add_claims(self, data: DataStack) -> None:
        """Let the pool ask add_claims at every sign-in and refresh.

        What it may do at the pool is a policy of its own: the pool needs the function, which needs
        its role with all policies that are the role's own.
        """
        spec = FUNCTIONS["add_claims"]
        places = self._places(data)
        self.add_claims = SantralFunction(
            self,
            "AddClaims",
            spec=spec,
            stage=self._stage,
            key=data.key,
            environment=of_every_function(self._stage, data),
            statements=statements(replace(spec, reads=(Resource.MEMBERS,)), places),
        )
        at_pool = iam.Policy(
            self,
            "AddClaimsAtPool",
            statements=list(statements(replace(spec, reads=(Resource.USER_POOL,)), places)),
        )
        at_pool.attach_to_role(self.add_claims.own_role)
        self.pool.add_trigger(
            cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
            self.add_claims,
            cognito.LambdaVersion.V2_0,
        )

    def _places(self, data: DataStack) -> Places:
        return Places(
            region=self.region,
            tables={Resource.MEMBERS: data.tables["members"].table_arn},
            buckets={},
            key=data.key.key_arn,
            recordings_key=data.recordings_key.key_arn,
            user_pool=self.pool.user_pool_arn,
        )
