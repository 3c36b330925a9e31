"""What the API needs on AWS besides its resources: settings of its functions, and its last words.

API Gateway answers some requests before any function of ours runs. Each such
answer is declared here as problem+json, in the words of the message file, so
that a client meets one form of refusal whoever refuses.
"""

from __future__ import annotations

from typing import Any

from infra.problems import problem_of

FUNCTIONS = (
    "APIHandler",
    "StampInvoices",
    "DeliverInvoices",
    "RunAccountJobs",
    "BuildExports",
    "Reconcile",
)
RETRY_AFTER_S = 5

# https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
# An unknown route or method is a "missing authentication token" to API Gateway.
STATUSES = {
    "MISSING_AUTHENTICATION_TOKEN": 404,
    "RESOURCE_NOT_FOUND": 404,
    "ACCESS_DENIED": 403,
    "WAF_FILTERED": 403,
    "UNAUTHORIZED": 401,
    "REQUEST_TOO_LARGE": 413,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "THROTTLED": 429,
    "QUOTA_EXCEEDED": 429,
    "DEFAULT_4XX": 400,
    "DEFAULT_5XX": 500,
}
TOO_MANY = 429


def gateway_parts() -> dict[str, dict[str, Any]]:
    """Return the Parameters and Resources that only the package's template has."""
    return {"Parameters": {"SiteUrl": _site_url()}, "Resources": _functions() | _responses()}


def _site_url() -> dict[str, str]:
    return {
        "Type": "String",
        "AllowedPattern": "https://[^/]+",
        "Description": "Where shoppers find the site; mails link to it.",
    }


def _functions() -> dict[str, Any]:
    """Tell each function what .chalice/config.json cannot: names that the stack decides."""
    variables = {
        "DOCUMENTS_BUCKET": {"Ref": "DocumentsBucket"},
        "FILES_BUCKET": {"Ref": "FilesBucket"},
        "MAIL_FROM": {"Ref": "MailFrom"},
        "SITE_URL": {"Ref": "SiteUrl"},
    }
    return {name: {"Properties": {"Environment": {"Variables": variables}}} for name in FUNCTIONS}


def _responses() -> dict[str, Any]:
    return {_logical_id(kind): _response(kind, status) for kind, status in STATUSES.items()}


def _logical_id(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("_")) + "Response"


def _response(kind: str, status: int) -> dict[str, Any]:
    """Declare one answer; the key of a template is the content type of its answer."""
    answer = problem_of(status, RETRY_AFTER_S if status == TOO_MANY else None)
    headers = {
        f"gatewayresponse.header.{name}": f"'{value}'"
        for name, value in answer.headers.items()
        if name != "Content-Type"
    }
    return {
        "Type": "AWS::ApiGateway::GatewayResponse",
        "Properties": {
            "RestApiId": {"Ref": "RestAPI"},
            "ResponseType": kind,
            "StatusCode": str(status),
            "ResponseParameters": {
                **headers,
                "gatewayresponse.header.X-Request-Id": "context.requestId",
            },
            "ResponseTemplates": {answer.headers["Content-Type"]: answer.body},
        },
    }
