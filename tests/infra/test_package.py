"""What `chalice package` makes of the app and the resources, without fetching dependencies."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from infra.package import PackageFailed, package

ROOT = Path(__file__).parents[2]
FUNCTIONS = {
    "APIHandler": ("app.app", 29),
    "StampInvoices": ("chalicelib.workers.stamping.stamp_invoices", 60),
    "DeliverInvoices": ("chalicelib.workers.delivery.deliver_invoices", 60),
    "RunAccountJobs": ("chalicelib.workers.accounts.run_account_jobs", 60),
    "BuildExports": ("chalicelib.workers.exports.build_exports", 60),
    "Reconcile": ("chalicelib.workers.reconciling.reconcile", 60),
}


DONE = {
    "APIHandler": {
        "Tickets": "Get Put",
        "Invoices": "BatchGet Delete Get Put",
        "Stores": "Get Query Update",
        "Users": "Delete Get Put Query",
        "Guards": "Delete Get Put Update",
    },
    "StampInvoices": {"Tickets": "Get", "Invoices": "Get Put", "Stores": "Delete Get Put Update"},
    "DeliverInvoices": {"Invoices": "Get Put", "Stores": "Delete Get Put"},
    "RunAccountJobs": {
        "Invoices": "Delete Get Put",
        "Users": "Delete Get Put Query",
        "Guards": "Delete Update",
    },
    "BuildExports": {"Invoices": "BatchGet", "Stores": "Get", "Users": "Get Put"},
    "Reconcile": {"Invoices": "Get Update"},
}
"""What each function's code asks of each table; indexes are asked by Query alone."""

MAY_GO = {
    "UsersTable": None,
    "GuardsTable": None,
    "InvoicesTable": ["V#*"],
    "StoresTable": ["HEALTH"],
}
"""Under which names a table's items may be deleted; None: any."""


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The project without its requirements: the zip is then our code alone."""
    project = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "app.py", project)
    ignored = shutil.ignore_patterns("__pycache__", "deployments", "deployed", "venv")
    for folder in ("chalicelib", ".chalice"):
        shutil.copytree(ROOT / folder, project / folder, ignore=ignored)
    (project / "requirements.txt").write_text("")
    return project


@pytest.fixture(scope="module")
def template_file(project, tmp_path_factory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", "mx-central-1")
        return package(project, "prod", tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def template(template_file) -> dict:
    return json.loads(template_file.read_text("utf-8"))


def statements_of(template: dict, function: str) -> list[dict]:
    role = template["Resources"][function]["Properties"]["Role"]["Fn::GetAtt"][0]
    policies = template["Resources"][role]["Properties"]["Policies"]
    return [found for policy in policies for found in policy["PolicyDocument"]["Statement"]]


def named_in(statement: dict) -> list[str] | None:
    """Return which items a statement is about; None: all of the table."""
    condition = statement.get("Condition", {}).get("ForAllValues:StringLike", {})
    return condition.get("dynamodb:LeadingKeys")


def allowed(template: dict, function: str) -> set[str]:
    return {action for found in statements_of(template, function) for action in found["Action"]}


def test_the_whole_template_is_one_that_cloudformation_takes(template_file):
    linted = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), template_file],
        capture_output=True,
        text=True,
        check=False,
    )

    assert linted.stdout + linted.stderr == ""


def test_there_is_no_function_but_these(template):
    functions = [
        name
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    ]

    assert sorted(functions) == sorted(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_has_its_own_handler_timeout_and_role(template, function):
    properties = template["Resources"][function]["Properties"]
    roles = [
        template["Resources"][name]["Properties"]["Role"]["Fn::GetAtt"][0] for name in FUNCTIONS
    ]

    assert (properties["Handler"], properties["Timeout"]) == FUNCTIONS[function]
    assert len(set(roles)) == len(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_told_the_names_that_the_stack_decides(template, function):
    variables = template["Resources"][function]["Properties"]["Environment"]["Variables"]

    assert variables == {
        "STAGE": "prod",
        "DOCUMENTS_BUCKET": {"Ref": "DocumentsBucket"},
        "FILES_BUCKET": {"Ref": "FilesBucket"},
        "MAIL_FROM": {"Ref": "MailFrom"},
        "SITE_URL": {"Ref": "SiteUrl"},
    }


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_role_names_every_action_and_every_thing_it_may_touch(template, function):
    for statement in statements_of(template, function):
        assert statement["Effect"] == "Allow"
        assert not any("*" in action for action in statement["Action"])
        assert all(isinstance(resource, dict) for resource in statement["Resource"])
        assert {"Fn::Sub": "*"} not in statement["Resource"]


def test_the_api_reads_neither_csd_nor_pac_and_puts_no_document_and_sends_no_mail(template):
    secrets = [
        resource["Fn::Sub"]
        for found in statements_of(template, "APIHandler")
        for resource in found["Resource"]
        if "secretsmanager" in resource.get("Fn::Sub", "")
    ]

    assert [name.rpartition("/")[2] for name in secrets] == ["keys-??????"]
    assert not {"s3:PutObject", "ses:SendRawEmail"} & allowed(template, "APIHandler")


def test_only_the_stamping_worker_reads_a_csd(template):
    readers = [
        function
        for function in FUNCTIONS
        if "secret:facturable/${Stage}/csd/*" in json.dumps(statements_of(template, function))
    ]

    assert readers == ["StampInvoices"]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_nobody_may_delete_a_table_or_an_object_that_is_no_export(template, function):
    assert not {"s3:DeleteObject", "dynamodb:DeleteTable"} & allowed(template, function)
    for found in statements_of(template, function):
        if "s3:DeleteObjectVersion" in found["Action"]:
            assert found["Resource"] == [{"Fn::Sub": "${FilesBucket.Arn}/exports/*"}]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_nobody_may_delete_a_ticket_an_invoice_or_a_branch(template, function):
    """A table holds several kinds of items, under names of their own: only some kinds may go."""
    for found in statements_of(template, function):
        if "dynamodb:DeleteItem" not in found["Action"]:
            continue
        [table] = [resource["Fn::GetAtt"][0] for resource in found["Resource"]]
        assert named_in(found) == MAY_GO[table]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_to_a_table_what_its_code_does_and_nothing_else(template, function):
    """Every write of a transaction needs what the same write alone needs: Put, or Delete."""
    allowed_on: dict[str, set[str]] = defaultdict(set)
    for found in statements_of(template, function):
        for resource in found["Resource"]:
            table = resource.get("Fn::GetAtt", ("",))[0].removesuffix("Table")
            if table in {"Tickets", "Invoices", "Stores", "Users", "Guards"}:
                allowed_on[table] |= {action.partition(":")[2] for action in found["Action"]}

    assert allowed_on == {
        table: {f"{action}Item".replace("QueryItem", "Query") for action in actions.split()}
        for table, actions in DONE[function].items()
    }


@pytest.mark.parametrize(
    ("function", "action", "names"),
    [
        ("StampInvoices", "dynamodb:UpdateItem", ["FOLIO#*"]),
        ("StampInvoices", "dynamodb:PutItem", ["HEALTH"]),
        ("DeliverInvoices", "dynamodb:PutItem", ["HEALTH"]),
        ("APIHandler", "dynamodb:UpdateItem", ["BRANCHES"]),
    ],
)
def test_of_a_stores_items_each_function_changes_its_own(template, function, action, names):
    stores = {"Fn::GetAtt": ["StoresTable", "Arn"]}
    [found] = [
        found
        for found in statements_of(template, function)
        if action in found["Action"] and stores in found["Resource"]
    ]

    assert named_in(found) == names


def test_people_are_known_to_those_functions_only_that_serve_them(template):
    readers = {
        function: [
            found["Sid"]
            for found in statements_of(template, function)
            if {"Fn::GetAtt": ["UsersTable", "Arn"]} in found["Resource"]
        ]
        for function in FUNCTIONS
    }

    assert {function for function, found in readers.items() if found} == {
        "APIHandler",
        "RunAccountJobs",
        "BuildExports",
    }
    assert not {"dynamodb:DeleteItem", "dynamodb:Query"} & {
        action
        for found in statements_of(template, "BuildExports")
        if {"Fn::GetAtt": ["UsersTable", "Arn"]} in found["Resource"]
        for action in found["Action"]
    }


@pytest.mark.parametrize("function", FUNCTIONS)
def test_who_lists_a_buckets_versions_sees_the_exports_alone(template, function):
    for found in statements_of(template, function):
        if "s3:ListBucketVersions" in found["Action"]:
            assert found["Condition"] == {"StringLike": {"s3:prefix": "exports/*"}}


def test_an_operator_hears_when_somebody_tries_a_branchs_tickets(template):
    """The line that Counters writes, read by the filter's own words."""
    resources = template["Resources"]
    found = resources["BranchTriedFilter"]["Properties"]
    alarm = resources["BranchTriedAlarm"]["Properties"]
    [metric] = found["MetricTransformations"]

    assert found["LogGroupName"] == {"Ref": "APILog"}
    assert '$.message = "budget_used_up"' in found["FilterPattern"]
    assert '$.level = "ERROR"' in found["FilterPattern"]
    assert (alarm["Namespace"], alarm["MetricName"]) == (
        metric["MetricNamespace"],
        metric["MetricName"],
    )
    assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}]


def test_the_apis_log_is_its_functions_and_ends(template):
    log = template["Resources"]["APILog"]["Properties"]

    assert log["LogGroupName"] == {"Fn::Sub": "/aws/lambda/${APIHandler}"}
    assert log["RetentionInDays"] == 90


@pytest.mark.parametrize(
    "function", ["StampInvoices", "DeliverInvoices", "RunAccountJobs", "BuildExports"]
)
def test_a_worker_takes_one_message_at_a_time(template, function):
    """Chalice never asks for partial batch reports: with more than one, a failure is lost."""
    [event] = template["Resources"][function]["Properties"]["Events"].values()

    assert event["Properties"]["BatchSize"] == 1


def test_what_api_gateway_answers_by_itself_is_a_problem_in_our_words(template):
    answers = {
        resource["Properties"]["ResponseType"]: resource["Properties"]
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::ApiGateway::GatewayResponse"
    }

    assert {"DEFAULT_4XX", "DEFAULT_5XX", "MISSING_AUTHENTICATION_TOKEN"} < set(answers)
    for answer in answers.values():
        [(content_type, text)] = answer["ResponseTemplates"].items()
        body = json.loads(text)
        assert content_type == "application/problem+json"
        assert str(body["status"]) == answer["StatusCode"]
        assert {"type", "title", "code", "detail"} < set(body)
        assert answer["ResponseParameters"]["gatewayresponse.header.X-Request-Id"]
    missing = answers["MISSING_AUTHENTICATION_TOKEN"]["ResponseTemplates"]
    assert json.loads(missing["application/problem+json"])["code"] == "not_found"


def test_a_package_without_its_dependencies_is_a_failure(project, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "mx-central-1")
    broken = tmp_path / "broken"
    shutil.copytree(project, broken)
    (broken / "requirements.txt").write_text("./no-such-package-of-ours\n")

    with pytest.raises(PackageFailed):
        package(broken, "prod", tmp_path / "out")
