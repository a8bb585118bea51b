"""Finds roles in synthesized templates, with the ARNs that things would have when deployed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.infra.iam import Context, Statement, is_allowed, trusts
from tests.infra.template import Centre

_PSEUDO: Final = {
    "AWS::Partition": "aws",
    "AWS::Region": "eu-central-1",
    "AWS::AccountId": "123456789012",
    "AWS::URLSuffix": "amazonaws.com",
}
_HERE: Final = "eu-central-1:123456789012"
_ARNS: Final = {
    "AWS::S3::Bucket": "arn:aws:s3:::{name}",
    "AWS::IAM::Role": "arn:aws:iam::123456789012:role/{name}",
    "AWS::DynamoDB::Table": f"arn:aws:dynamodb:{_HERE}:table/{{name}}",
    "AWS::Connect::Instance": f"arn:aws:connect:{_HERE}:instance/{{name}}",
}


@dataclass(frozen=True, slots=True)
class Role:
    arn: str
    statements: tuple[Statement, ...]
    trust: tuple[Statement, ...]

    def allows(self, action: str, resource: str, **context: str | tuple[str, ...]) -> bool:
        """
        Args:
            context: `LeadingKeys=` and so on; see CONTEXT.
        """
        return is_allowed(self.statements, action, resource, named(context))

    def trusts(self, principal: str, action: str, **context: str | tuple[str, ...]) -> bool:
        return trusts(self.trust, principal, action, named(context))


CONTEXT: Final[Mapping[str, str]] = {
    "keys": "dynamodb:LeadingKeys",
    "session": "aws:PrincipalTag/tenant",
    "of": "aws:ResourceTag/tenant",
    "asked": "aws:RequestTag/tenant",
    "tag_keys": "aws:TagKeys",
    "via": "kms:ViaService",
    "sender": "ses:FromAddress",
    "source_account": "aws:SourceAccount",
}


def named(context: Mapping[str, str | tuple[str, ...]]) -> Context:
    return {CONTEXT[name]: value for name, value in context.items()}


class Roles:
    """Of one centre, by stack and name: `roles("functions", "ApiRole")`."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._exports = {
            output["Export"]["Name"]: (part, output["Value"])
            for part, template in centre.templates.items()
            for output in template.body.get("Outputs", {}).values()
            if "Export" in output
        }

    def __call__(self, part: str, name: str) -> Role:
        logical = self._logical(part, "AWS::IAM::Role", name)
        role = self._centre[part].body["Resources"][logical]["Properties"]
        statements = [
            statement
            for policy in self._centre[part].resources("AWS::IAM::Policy")
            if {"Ref": logical} in policy.properties["Roles"]
            for statement in self.resolved(part, policy.properties["PolicyDocument"])["Statement"]
        ]
        trust = self.resolved(part, role["AssumeRolePolicyDocument"])["Statement"]
        return Role(_arn("AWS::IAM::Role", logical), tuple(statements), tuple(trust))

    def of(self, function: str) -> Role:
        """Return the role of a function of FunctionsStack."""
        return self("functions", f"{camel(function)}Role")

    def arn(self, part: str, type_: str, name: str) -> str:
        return _arn(type_, self._logical(part, type_, name))

    def table(self, name: str) -> str:
        return self.arn("data", "AWS::DynamoDB::Table", f"{camel(name)}Table")

    def bucket(self, name: str) -> str:
        return self.arn("data", "AWS::S3::Bucket", name)

    @property
    def instance(self) -> str:
        return self.arn("connect", "AWS::Connect::Instance", "Instance")

    def _logical(self, part: str, type_: str, name: str) -> str:
        """Return a logical id, which is the name and eight digits of a hash."""
        [found] = [
            each.logical_id
            for each in self._centre[part].resources(type_)
            if each.logical_id[:-8] == name or each.logical_id == name
        ]
        return found

    def resolved(self, part: str, plain: Any) -> Any:
        """Return a part of a template with its intrinsic functions done."""
        if isinstance(plain, list):
            return [self.resolved(part, each) for each in plain]
        if not isinstance(plain, Mapping):
            return plain
        if len(plain) == 1:
            [(function, argument)] = plain.items()
            if function in ("Ref", "Fn::GetAtt", "Fn::ImportValue", "Fn::Join"):
                return self._done(part, function, argument)
        return {name: self.resolved(part, each) for name, each in plain.items()}

    def _done(self, part: str, function: str, argument: Any) -> str:
        if function == "Fn::Join":
            separator, parts = argument
            return str(separator).join(map(str, self.resolved(part, parts)))
        if function == "Fn::ImportValue":
            return str(self.resolved(*self._exports[argument]))
        if function == "Ref":
            return str(_PSEUDO.get(argument, argument))
        logical, attribute = argument
        if attribute != "Arn":
            return f"{logical}.{attribute}"
        return _arn(self._centre[part].body["Resources"][logical]["Type"], logical)


def camel(name: str) -> str:
    return "".join(each.capitalize() for each in name.split("_"))


def _arn(type_: str, logical: str) -> str:
    service = type_.split("::")[1].lower()
    written = _ARNS.get(type_, f"arn:aws:{service}:{_HERE}:{{name}}")
    return written.format(name=logical)
