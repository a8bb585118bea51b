"""DisconnectParticipant, EndFlowExecution, EndFlowModuleExecution: three ways to end."""

from __future__ import annotations

from santral.engine.steps import Disconnect, EndFlow, LeaveModule
from tests.fakes.flow_runs import Line, block, problems_of


def test_the_customer_is_let_go() -> None:
    assert Line().enters("DisconnectParticipant") == Disconnect()


def test_the_flow_ends_and_not_the_contact() -> None:
    assert Line().enters("EndFlowExecution") == EndFlow()


def test_a_module_returns_to_its_caller() -> None:
    line = Line()
    line.inside(line.centre.flow("menu", "MODULE"))
    assert line.enters("EndFlowModuleExecution") == LeaveModule()


def test_a_module_returns_a_branch_and_what_it_found() -> None:
    line = Line()
    line.inside(line.centre.flow("menu", "MODULE"))
    line.contact.attributes["tier"] = "gold"
    step = line.enters(
        "EndFlowModuleExecution",
        Result="found",
        ResultData={"tier": "$.Attributes.tier", "known": True, "name": "$.Attributes.name"},
    )
    assert step == LeaveModule("found", {"tier": "gold", "known": True, "name": ""})


def test_outside_of_a_module_a_return_ends_the_flow() -> None:
    assert Line().enters("EndFlowModuleExecution", Result="found") == EndFlow()


def test_nothing_comes_after_them() -> None:
    assert all(
        block(type_).transitions.terminal
        for type_ in ("DisconnectParticipant", "EndFlowExecution", "EndFlowModuleExecution")
    )


def test_result_data_must_be_an_object() -> None:
    assert problems_of("EndFlowModuleExecution", ResultData="x") == [
        "!Parameters.ResultData: an object is needed"
    ]
