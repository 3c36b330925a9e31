"""The local stack: the same resources that AWS gets, made or brought up to date at every start."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, cast

from botocore.exceptions import ClientError
from botocore.session import Session

from infra.local.environment import MAIL_FROM, STAGE
from infra.template import stack_template

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudformation.type_defs import ParameterTypeDef

STACK = f"facturable-{STAGE}"
READY = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
WORKING_S = 60.0
LOOK_AGAIN_S = 0.05


class StackFailed(RuntimeError):
    """The emulator did not take the template; the text is a sentence with its reason."""


def ensure_stack() -> None:
    """Create the stack, or change it to what the template says now. Raises StackFailed."""
    cloudformation = cast("CloudFormationClient", Session().create_client("cloudformation"))
    body = json.dumps(stack_template())
    parameters: list[ParameterTypeDef] = [
        {"ParameterKey": "Stage", "ParameterValue": STAGE},
        {"ParameterKey": "MailFrom", "ParameterValue": MAIL_FROM},
    ]
    try:
        if _status(cloudformation) is None:
            cloudformation.create_stack(StackName=STACK, TemplateBody=body, Parameters=parameters)
        else:
            cloudformation.update_stack(StackName=STACK, TemplateBody=body, Parameters=parameters)
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            raise StackFailed(f"La pila {STACK} no se pudo crear: {error}.") from error
    _wait(cloudformation)


def _status(cloudformation: CloudFormationClient) -> str | None:
    try:
        stacks = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return stacks[0]["StackStatus"] if stacks else None


def _wait(cloudformation: CloudFormationClient) -> None:
    deadline = time.monotonic() + WORKING_S
    status = _status(cloudformation)
    while status and status.endswith("IN_PROGRESS") and time.monotonic() < deadline:
        time.sleep(LOOK_AGAIN_S)
        status = _status(cloudformation)
    if status not in READY:
        raise StackFailed(f"La pila {STACK} quedó en {status}.")
