"""What the API's log tells an operator of itself: somebody tries a branch's tickets.

The log is declared here so that a filter can count in it, and so that it ends.
A budget that is `is_alarming` writes its line once, when it is used up
(chalicelib/usecases/counters.py).
"""

from __future__ import annotations

from typing import Any

KEPT_DAYS = 90
NAMESPACE = {"Fn::Sub": "facturable/${Stage}"}
METRIC = "BranchTried"
USED_UP = '{ $.message = "budget_used_up" && $.level = "ERROR" }'
WINDOW_S = 300


def watching_parts() -> dict[str, dict[str, Any]]:
    """Return the Resources that watch the API's log."""
    return {
        "Resources": {
            "APILog": _log(),
            "BranchTriedFilter": _filter(),
            "BranchTriedAlarm": _alarm(),
        }
    }


def _log() -> dict[str, Any]:
    return {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            "LogGroupName": {"Fn::Sub": "/aws/lambda/${APIHandler}"},
            "RetentionInDays": KEPT_DAYS,
        },
    }


def _filter() -> dict[str, Any]:
    return {
        "Type": "AWS::Logs::MetricFilter",
        "Properties": {
            "LogGroupName": {"Ref": "APILog"},
            "FilterPattern": USED_UP,
            "MetricTransformations": [
                {"MetricNamespace": NAMESPACE, "MetricName": METRIC, "MetricValue": "1"}
            ],
        },
    }


def _alarm() -> dict[str, Any]:
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmName": {"Fn::Sub": "facturable-${Stage}-branch-tried"},
            "AlarmDescription": "A branch had its hour's misses: somebody may be guessing totals.",
            "Namespace": NAMESPACE,
            "MetricName": METRIC,
            "Statistic": "Sum",
            "Period": WINDOW_S,
            "EvaluationPeriods": 1,
            "Threshold": 0,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [{"Ref": "AlarmTopic"}],
        },
    }
