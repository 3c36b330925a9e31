"""What the stack promises: nothing lost, nothing public, nothing tried for ever."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("name", TABLES)
def test_nothing_in_a_table_expires(name):
    assert "TimeToLiveSpecification" not in TABLES[name]


def test_the_tables_are_those_that_the_storage_layer_reads():
    for item, name in (
        (TicketItem, "TicketsTable"),
        (InvoiceItem, "InvoicesTable"),
        (StoreItem, "StoresTable"),
    ):
        declared = {
            "keys": TABLES[name]["KeySchema"],
            "indexes": {
                index["IndexName"]: (index["KeySchema"], index["Projection"])
                for index in TABLES[name].get("GlobalSecondaryIndexes", [])
            },
        }

        assert declared == as_storage_sees(item)


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


@pytest.mark.parametrize("name", ["StampingQueue", "DeliveryQueue"])
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


@pytest.mark.parametrize("name", ["StampingQueue", "DeliveryQueue"])
def test_a_message_stays_hidden_for_six_times_its_worker(name):
    config = json.loads((ROOT / ".chalice" / "config.json").read_text())
    functions = config["stages"]["prod"]["lambda_functions"]

    for worker in ("stamp_invoices", "deliver_invoices"):
        assert QUEUES[name]["VisibilityTimeout"] == 6 * functions[worker]["lambda_timeout"]


@pytest.mark.parametrize("name", QUEUES)
def test_a_queue_is_encrypted(name):
    assert QUEUES[name]["SqsManagedSseEnabled"] is True
