"""InvokeFlowModule: into a module, unless it is unknown, too deep or its own caller."""

from __future__ import annotations

from santral.engine.steps import EnterModule
from tests.fakes.flow_runs import Line, leaves_by


def test_a_module_gets_its_input_in_the_types_it_declares() -> None:
    line = Line()
    line.centre.flow("menu", "MODULE")
    line.contact.attributes["account"] = "A-7"
    step = line.enters(
        "InvokeFlowModule",
        FlowModuleId="menu:$LATEST",
        Input={"account": "$.Attributes.account", "tries": 3, "from": {"city": "Rome"}},
    )
    assert step == EnterModule(
        "menu:$LATEST", {"account": "A-7", "tries": 3, "from": {"city": "Rome"}}
    )


def test_a_module_can_be_named_by_an_attribute() -> None:
    line = Line()
    line.centre.flow("menu", "MODULE")
    line.contact.attributes["module"] = "menu"
    step = line.enters("InvokeFlowModule", FlowModuleId="$.Attributes.module")
    assert step == EnterModule("menu", {})


def test_an_unknown_module_is_an_error() -> None:
    assert leaves_by(Line().enters("InvokeFlowModule", FlowModuleId="x")) == "NoMatchingError"


def test_a_module_that_nobody_has_named_is_an_error() -> None:
    step = Line().enters("InvokeFlowModule", FlowModuleId="$.Attributes.module")
    assert leaves_by(step) == "NoMatchingError"


def test_a_flow_is_no_module() -> None:
    assert leaves_by(Line().enters("InvokeFlowModule", FlowModuleId="inbound")) == "NoMatchingError"


def test_a_module_does_not_call_itself() -> None:
    line = Line()
    menu = line.centre.flow("menu", "MODULE")
    line.inside(menu)
    assert leaves_by(line.enters("InvokeFlowModule", FlowModuleId="menu")) == "NoMatchingError"


def test_a_module_does_not_call_itself_through_another() -> None:
    line = Line()
    menu, consent = (line.centre.flow(name, "MODULE") for name in ("menu", "consent"))
    line.inside(menu, consent)
    assert leaves_by(line.enters("InvokeFlowModule", FlowModuleId="menu")) == "NoMatchingError"


def test_modules_go_five_deep() -> None:
    line = Line()
    one, two, three, four, five, six = (line.centre.flow(n, "MODULE") for n in "123456")
    line.inside(one, two, three, four)
    assert isinstance(line.enters("InvokeFlowModule", FlowModuleId=five.name), EnterModule)
    line.inside(five)
    assert leaves_by(line.enters("InvokeFlowModule", FlowModuleId=six.name)) == "NoMatchingError"
