"""Operations that nothing leads to: views and signing in belong to blocks that are not here."""

from __future__ import annotations

from santral.local.connect.errors import ConnectError, refused
from santral.local.connect.participant.registry import operation
from santral.local.connect.participant.service import ParticipantService, Present
from santral.local.connect.registry import Answer, Given


@operation("DescribeView")
def describe_view(service: ParticipantService, present: Present, given: Given) -> Answer:
    raise ConnectError("ResourceNotFoundException", "No flow here shows a view.")


@operation("GetAuthenticationUrl")
def authentication_url(service: ParticipantService, present: Present, given: Given) -> Answer:
    raise refused("SessionId: no flow here asks a participant to sign in.")


@operation("CancelParticipantAuthentication")
def cancel_authentication(service: ParticipantService, present: Present, given: Given) -> Answer:
    raise refused("SessionId: no flow here asks a participant to sign in.")
