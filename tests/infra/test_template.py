"""What the stack promises: nothing lost, nothing public, nothing tried for ever."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.storage.account_tables import GuardItem, UserItem
from chalicelib.storage.listing_table import ListingItem
from chalicelib.storage.tables import InvoiceItem, StoreItem, TicketItem
from infra.template import stack_template

ROOT = Path(__file__).parents[2]
RESOURCES = stack_template()["Resources"]


def of_type(kind: str) -> dict[str, dict]:
    return {
        name: resource["Properties"]
        for name, resource in RESOURCES.items()
        if resource["Type"] == kind
    }


TABLES = of_type("AWS::DynamoDB::Table")
BUCKETS = of_type("AWS::S3::Bucket")
QUEUES = of_type("AWS::SQS::Queue")
WORKERS = {
    "StampingQueue": "stamp_invoices",
    "DeliveryQueue": "deliver_invoices",
    "AccountsQueue": "run_account_jobs",
    "ExportsQueue": "build_exports",
}
STORED = {
    "TicketsTable": (TicketItem,),
    "InvoicesTable": (InvoiceItem, ListingItem),
    "StoresTable": (StoreItem,),
    "UsersTable": (UserItem,),
    "GuardsTable": (GuardItem,),
}
EXPIRING = {"UsersTable": UserItem, "GuardsTable": GuardItem}


def test_the_template_is_one_that_cloudformation_takes(tmp_path):
    template = tmp_path / "stack.json"
    template.write_text(json.dumps(stack_template()))

    linted = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), template],
        capture_output=True,
        text=True,
        check=False,
    )

    assert linted.stdout + linted.stderr == ""
    assert template.stat().st_size < 51_200  # what a TemplateBody may have


@pytest.mark.parametrize("name", TABLES)
def test_a_table_can_be_restored_and_not_be_dropped(name):
    table = TABLES[name]

    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["DeletionProtectionEnabled"] == {"Fn::If": ["OnAWS", True, False]}
    assert RESOURCES[name]["DeletionPolicy"] == RESOURCES[name]["UpdateReplacePolicy"] == "Retain"
    assert table["SSESpecification"] == {"SSEEnabled": True}
    assert table["BillingMode"] == "PAY_PER_REQUEST"


def test_of_all_tables_only_those_of_people_and_guards_let_items_expire():
    lives = {name: TABLES[name].get("TimeToLiveSpecification") for name in TABLES}

    assert {name for name, life in lives.items() if life} == set(EXPIRING)
    for name, item in EXPIRING.items():
        assert lives[name] == {"AttributeName": item.expires.attr_name, "Enabled": True}


def test_every_table_is_one_that_the_storage_layer_reads():
    assert set(TABLES) == set(STORED)
    for name, items in STORED.items():
        named = TABLES[name]["TableName"]["Fn::Sub"].replace("${Stage}", "local")
        assert {item.Meta.table_name for item in items} == {named}


@pytest.mark.parametrize("name", STORED)
def test_a_table_is_as_the_storage_layer_sees_it(name):
    declared = {
        index["IndexName"]: (index["KeySchema"], index["Projection"])
        for index in TABLES[name].get("GlobalSecondaryIndexes", [])
    }
    seen = [as_storage_sees(item) for item in STORED[name]]

    assert all(one["keys"] == TABLES[name]["KeySchema"] for one in seen)
    assert declared == {index: shape for one in seen for index, shape in one["indexes"].items()}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_defines_the_attributes_of_its_keys_and_no_others(name):
    schemas = [TABLES[name]["KeySchema"]]
    schemas += [index["KeySchema"] for index in TABLES[name].get("GlobalSecondaryIndexes", [])]
    defined = {one["AttributeName"] for one in TABLES[name]["AttributeDefinitions"]}

    assert defined == {key["AttributeName"] for schema in schemas for key in schema}


def as_storage_sees(item) -> dict:
    schema = item._get_schema()
    return {
        "keys": _keys(schema["key_schema"]),
        "indexes": {
            index["index_name"]: (
                _keys(index["key_schema"]),
                {"ProjectionType": index["projection"]["ProjectionType"]},
            )
            for index in schema["global_secondary_indexes"]
        },
    }


def _keys(schema) -> list[dict]:
    """Order keys as DynamoDB wants them: HASH before RANGE."""
    keys = [{"AttributeName": key["AttributeName"], "KeyType": key["KeyType"]} for key in schema]
    return sorted(keys, key=lambda key: key["KeyType"])


@pytest.mark.parametrize("name", BUCKETS)
def test_a_bucket_is_private_versioned_and_encrypted(name):
    bucket = BUCKETS[name]

    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    [encryption] = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "aws:kms"}
    assert RESOURCES[name]["DeletionPolicy"] == "Retain"


@pytest.mark.parametrize("name", BUCKETS)
def test_a_bucket_is_reached_by_tls_alone(name):
    [statement] = RESOURCES[f"{name}Policy"]["Properties"]["PolicyDocument"]["Statement"]

    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_stamped_documents_can_be_locked_on_aws():
    lock = BUCKETS["DocumentsBucket"]["ObjectLockEnabled"]

    assert lock == {"Fn::If": ["OnAWS", True, {"Ref": "AWS::NoValue"}]}


def test_of_all_documents_only_the_sealed_ones_end():
    rules = BUCKETS["DocumentsBucket"]["LifecycleConfiguration"]["Rules"]
    ending = [rule for rule in rules if "ExpirationInDays" in rule]

    assert [(rule["Prefix"], rule["ExpirationInDays"]) for rule in ending] == [("sealed/", 30)]
    noncurrent = [rule for rule in rules if "NoncurrentVersionExpiration" in rule]
    assert [rule["Prefix"] for rule in noncurrent] == ["sealed/"]


def test_every_queue_has_a_worker_or_is_one_of_the_dead():
    assert {name for name in QUEUES if "Dead" not in name} == set(WORKERS)


@pytest.mark.parametrize("name", WORKERS)
def test_a_message_that_fails_five_times_waits_for_a_person(name):
    queue = QUEUES[name]

    dead = queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
    assert queue["RedrivePolicy"]["maxReceiveCount"] == 5
    assert QUEUES[dead]["MessageRetentionPeriod"] == 14 * 86_400
    watched = [
        alarm["Dimensions"][0]["Value"]["Fn::GetAtt"][0]
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        if alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    ]
    assert dead in watched


@pytest.mark.parametrize("name", WORKERS)
def test_a_message_stays_hidden_for_six_times_its_worker(name):
    config = json.loads((ROOT / ".chalice" / "config.json").read_text())

    for stage in config["stages"].values():
        worker = stage["lambda_functions"][WORKERS[name]]
        assert QUEUES[name]["VisibilityTimeout"] == 6 * worker["lambda_timeout"]


@pytest.mark.parametrize("name", QUEUES)
def test_a_queue_is_encrypted(name):
    assert QUEUES[name]["SqsManagedSseEnabled"] is True
