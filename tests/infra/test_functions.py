"""Every function as the template has it: what starts it, how it fails, what it is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from functions.catalogue import FUNCTIONS, Resource, Trigger
from functions.provision.state_machine import definition
from functions.settings import SETTINGS
from infra.environment import LEFT_AS_THEY_ARE
from santral.stores.tables import MODELS
from tests.infra.roles import Roles, camel
from tests.infra.template import Centre, Found

HERE = {
    name: spec
    for name, spec in FUNCTIONS.items()
    if spec.trigger not in (Trigger.COGNITO, Trigger.CLOUDFORMATION)
}
# The settings that only one function has.
OF_ONE = {"tenant_role": "api", "release_role": "connect_writes"}
# Source: Lambda Developer Guide, "Lambda quotas": all environment variables of a function.
MOST_BYTES = 4096


@pytest.fixture(scope="module")
def functions(prod: Centre) -> Mapping[str, Found]:
    return {
        each.properties["Handler"].split(".")[1]: each
        for each in prod["functions"].resources("AWS::Lambda::Function")
        if each.properties["Handler"].startswith("functions.")
    }


def environment(function: Found) -> Mapping[str, Any]:
    variables: Mapping[str, Any] = function.properties["Environment"]["Variables"]
    return variables


def mapping_of(prod: Centre, function: Found) -> Mapping[str, Any]:
    [found] = [
        each.properties
        for each in prod["functions"].resources("AWS::Lambda::EventSourceMapping")
        if each.properties["FunctionName"] == {"Ref": function.logical_id}
    ]
    return found


def schedules_of(prod: Centre, function: Found) -> list[Mapping[str, Any]]:
    arn = {"Fn::GetAtt": [function.logical_id, "Arn"]}
    return [
        each.properties
        for each in prod["functions"].resources("AWS::Scheduler::Schedule")
        if each.properties["Target"]["Arn"] == arn
    ]


# --- what it is told ---


def test_every_setting_has_a_value_or_is_left_as_it_is_on_purpose(
    functions: Mapping[str, Found],
) -> None:
    for name, setting in SETTINGS.items():
        has = {each for each in functions if setting.variable in environment(functions[each])}
        if name in LEFT_AS_THEY_ARE:
            assert (name, has) == (name, set())
        elif name in OF_ONE:
            assert (name, has) == (name, {OF_ONE[name]})
        elif name not in ("cell_quotas", "saml_url"):  # the stage raises none, and has none
            assert (name, has) == (name, set(HERE))


def test_what_is_left_as_it_is_needs_no_value() -> None:
    for name in LEFT_AS_THEY_ARE:
        assert SETTINGS[name].default is not None


def test_every_function_knows_every_table(functions: Mapping[str, Found]) -> None:
    for name, function in functions.items():
        for table in MODELS:
            value = environment(function)[f"SANTRAL_{table.upper()}_TABLE"]
            assert table.capitalize() in json.dumps(value), name


def test_a_function_knows_the_queues_that_it_rings_and_no_others(
    functions: Mapping[str, Found],
) -> None:
    for name, function in functions.items():
        known = {each for each in environment(function) if each.endswith("_QUEUE")}
        assert known == {f"SANTRAL_{each.upper()}_QUEUE" for each in HERE[name].rings}


def test_who_rings_says_so_in_what_it_writes() -> None:
    for spec in FUNCTIONS.values():
        assert bool(spec.rings) == (Resource.QUEUES in spec.writes), spec.name


def test_no_environment_is_too_long_for_lambda(
    prod: Centre, functions: Mapping[str, Found]
) -> None:
    roles = Roles(prod)
    added_by_cloudformation = 40  # to each name that it makes

    for function in functions.values():
        written = environment(function)
        variables = roles.resolved("functions", written)
        longest = sum(
            len(name) + len(value) + (added_by_cloudformation if value != written[name] else 0)
            for name, value in variables.items()
        )
        assert longest < MOST_BYTES


# --- how it runs ---


def test_memory_and_time_are_the_catalogues(functions: Mapping[str, Found]) -> None:
    assert set(functions) == set(HERE)
    for name, spec in HERE.items():
        properties = functions[name].properties
        assert properties["MemorySize"] == spec.memory_mib
        assert properties["Timeout"] == spec.timeout_s


def test_every_function_has_a_role_and_a_log_of_its_own(functions: Mapping[str, Found]) -> None:
    roles = [json.dumps(each.properties["Role"]) for each in functions.values()]
    logs = [json.dumps(each.properties["LoggingConfig"]) for each in functions.values()]

    assert len(set(roles)) == len(roles)
    assert len(set(logs)) == len(logs)


def test_what_spends_amazon_connects_quotas_by_itself_runs_alone(
    functions: Mapping[str, Found],
) -> None:
    reserved = {
        name: each.properties["ReservedConcurrentExecutions"]
        for name, each in functions.items()
        if "ReservedConcurrentExecutions" in each.properties
    }

    assert reserved == {"connect_writes": 1, "presence": 1}


def test_a_job_may_ring_for_its_own_next_part_as_often_as_it_has_parts(
    functions: Mapping[str, Found],
) -> None:
    allowed = {
        name for name, each in functions.items() if each.properties.get("RecursiveLoop") == "Allow"
    }

    assert allowed == {
        "connect_writes",
        "deliver_webhooks",
        "import_customers",
        "export_tenant",
        "delete_tenant",
    }


@pytest.mark.parametrize(("stage", "prepared"), [("prod", 2), ("dev", None)])
def test_flows_call_an_alias_with_as_many_prepared_as_the_stage_says(
    request: pytest.FixtureRequest, stage: str, prepared: int | None
) -> None:
    centre: Centre = request.getfixturevalue(stage)
    aliases = list(centre["functions"].resources("AWS::Lambda::Alias"))

    assert len(aliases) == 4
    for alias in aliases:
        concurrency = alias.properties.get("ProvisionedConcurrencyConfig", {})
        assert alias.properties["Name"] == "live"
        assert concurrency.get("ProvisionedConcurrentExecutions") == prepared


# --- what starts it ---


def test_contact_records_are_tried_again_within_bounds(
    prod: Centre, functions: Mapping[str, Found]
) -> None:
    mapping = mapping_of(prod, functions["contact_records"])

    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["MaximumRecordAgeInSeconds"] == 6 * 3600
    assert mapping["MaximumRetryAttempts"] == 100
    assert "ContactRecordsDead" in json.dumps(mapping["DestinationConfig"])


@pytest.mark.parametrize(
    "name", [name for name, spec in HERE.items() if spec.trigger is Trigger.QUEUE]
)
def test_a_message_that_fails_comes_back_alone(
    prod: Centre, functions: Mapping[str, Found], name: str
) -> None:
    mapping = mapping_of(prod, functions[name])
    most = mapping.get("ScalingConfig", {}).get("MaximumConcurrency")

    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert f"{camel(name)}Queue" in json.dumps(mapping["EventSourceArn"])
    assert most == {"connect_writes": None, "deliver_webhooks": 20}.get(name, 5)


def test_the_bucket_tells_of_recordings_and_of_nothing_else(prod: Centre) -> None:
    [told] = prod["functions"].resources("Custom::S3BucketNotifications")
    configurations = told.properties["NotificationConfiguration"]["LambdaFunctionConfigurations"]

    assert sorted(each["Events"][0] for each in configurations) == [
        "s3:LifecycleExpiration:DeleteMarkerCreated",
        "s3:ObjectCreated:*",
        "s3:ObjectRemoved:*",
    ]
    for each in configurations:
        [rule] = each["Filter"]["Key"]["FilterRules"]
        assert rule == {"Name": "prefix", "Value": "connect/santral-prod/CallRecordings/"}


def test_clocks_start_what_the_catalogue_says(prod: Centre, functions: Mapping[str, Found]) -> None:
    started = {
        name: [
            (each["ScheduleExpression"], json.loads(each["Target"]["Input"]))
            for each in schedules_of(prod, function)
        ]
        for name, function in functions.items()
    }

    assert {name: each for name, each in started.items() if each} == {
        "connect_writes": [("rate(5 minutes)", {})],
        "presence": [("rate(1 minute)", {})],
        "provision": [("rate(5 minutes)", {})],
        "reconcile": [("rate(15 minutes)", {})],
        "tidy": [("rate(15 minutes)", {}), ("rate(1 day)", {"users": True})],
    }


def test_what_a_clock_starts_has_somewhere_for_its_failures(
    prod: Centre, functions: Mapping[str, Found]
) -> None:
    for name, function in functions.items():
        for each in schedules_of(prod, function):
            letters = json.dumps(each["Target"]["DeadLetterConfig"])
            assert f"{camel(name)}Dead" in letters
            assert f"{camel(name)}Dead" in failures_of(prod, function)


def test_nothing_asynchronous_is_tried_for_ever(
    prod: Centre, functions: Mapping[str, Found]
) -> None:
    for each in prod["functions"].resources("AWS::Lambda::EventInvokeConfig"):
        assert each.properties["MaximumEventAgeInSeconds"] == 6 * 3600
        assert each.properties["MaximumRetryAttempts"] == 2
    assert "RecordingsDead" in failures_of(prod, functions["recordings"])


# --- the state machine ---


def test_the_state_machine_has_the_name_that_functions_know(
    prod: Centre, functions: Mapping[str, Found]
) -> None:
    [machine] = prod["provisioning"].resources("AWS::StepFunctions::StateMachine")
    known = environment(functions["api"])["SANTRAL_PROVISIONING_ARN"]

    assert machine.properties["StateMachineName"] == "santral-prod-provisioning"
    assert json.dumps(known).endswith(':stateMachine:santral-prod-provisioning"]]}')


def test_the_state_machine_is_the_laptops_own(prod: Centre, roles: Roles) -> None:
    [machine] = prod["provisioning"].resources("AWS::StepFunctions::StateMachine")
    function = roles.arn("functions", "AWS::Lambda::Function", "Provision")

    deployed = roles.resolved("provisioning", machine.properties["DefinitionString"])

    assert json.loads(deployed) == json.loads(definition(function))


def test_the_state_machine_logs_no_input(prod: Centre) -> None:
    [machine] = prod["provisioning"].resources("AWS::StepFunctions::StateMachine")
    logging = machine.properties["LoggingConfiguration"]

    assert (logging["Level"], logging["IncludeExecutionData"]) == ("ALL", False)


def failures_of(prod: Centre, function: Found) -> str:
    [found] = [
        each.properties["DestinationConfig"]["OnFailure"]["Destination"]
        for each in prod["functions"].resources("AWS::Lambda::EventInvokeConfig")
        if each.properties["FunctionName"] == {"Ref": function.logical_id}
    ]
    return json.dumps(found)
