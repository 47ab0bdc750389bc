"""The description of the service for programs (OpenAPI 3.1), made from the table of requests."""

from __future__ import annotations

from typing import Any

import derivtutor
from derivtutor.services.documents import DOCUMENTS
from derivtutor.services.parameters import schema_of
from derivtutor.services.requests import REQUESTS, Request


def description() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "derivtutor",
            "version": derivtutor.__version__,
            "description": "A tutor for differentiation: worked derivations whose every step is labelled and true.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {f"/api/{request.name}": _path(request) for request in REQUESTS},
        "components": {
            "schemas": {name: document.schema(name) for name, document in DOCUMENTS.items()},
            "responses": {"mistake": _response("mistake", "What was wrong, and what to do.")},
        },
    }


def _path(request: Request) -> dict[str, Any]:
    schema = schema_of(request.parameters)
    responses = {
        "200": _response(request.document, "The document."),
        "4XX": {"$ref": "#/components/responses/mistake"},
        "5XX": {"$ref": "#/components/responses/mistake"},
    }
    shared = {"summary": request.says, "responses": responses}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    in_link = [
        {"name": name, "in": "query", "required": name in schema["required"], "schema": facts}
        for name, facts in schema["properties"].items()
    ]
    return {
        "get": {"operationId": f"get_{request.name}", "parameters": in_link, **shared},
        "post": {"operationId": request.name, "requestBody": body, **shared},
    }


def _response(document: str, says: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{document}"}
    return {"description": says, "content": {"application/json": {"schema": schema}}}
