"""The server that assistants talk to over two streams: its tools, resources and prompt follow from tables."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from typing import Any, TypeAlias

import anyio
import mcp_types as types
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

import derivtutor
from derivtutor.errors import UserError
from derivtutor.services import sentences
from derivtutor.services.answering import MOST_BYTES, Answer, complaint
from derivtutor.services.assistants import library, tutoring
from derivtutor.services.documents import schema_of as document_schema
from derivtutor.services.parameters import schema_of
from derivtutor.services.requests import BY_NAME, REQUESTS, Request
from derivtutor.services.workers import Answering

TOOLS = tuple([request for request in REQUESTS if request.tool])

_HARMLESS = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def serve(workers: Callable[[], AbstractContextManager[Answering]]) -> None:
    """Answer one assistant over standard input and output until it goes away."""
    anyio.run(_serve, workers)


async def _serve(workers: Callable[[], AbstractContextManager[Answering]]) -> None:
    server = server_of(workers)
    async with stdio_server() as (reading, writing):  # from here on, nothing else is written to standard output
        with anyio.CancelScope() as answering:
            async with anyio.create_task_group() as watching:
                watching.start_soon(_until_signal, answering)
                await server.run(reading, writing, server.create_initialization_options())
                watching.cancel_scope.cancel()
        if answering.cancel_called:
            os._exit(_INTERRUPTED)  # a thread waits for the next message, and Python would wait for the thread


_INTERRUPTED = 130


async def _until_signal(answering: anyio.CancelScope) -> None:
    """End answering, and with it all workers, at the first signal; Windows has none of them."""
    if sys.platform != "win32":
        with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
            async for _ in signals:
                answering.cancel()
                return


def server_of(workers: Callable[[], AbstractContextManager[Answering]]) -> Server[Answering]:
    """The server; its workers live as long as it runs."""

    @asynccontextmanager
    async def living(_: Server[Answering]) -> AsyncIterator[Answering]:
        with workers() as begun:
            yield begun

    return Server(
        "derivtutor",
        version=derivtutor.__version__,
        title="derivtutor",
        description="A tutor for differentiation: worked derivations whose every step is labelled and true.",
        instructions=tutoring.INSTRUCTIONS,
        lifespan=living,
        on_list_tools=_list_tools,
        on_call_tool=_call_tool,
        on_list_resources=_list_resources,
        on_list_resource_templates=_list_templates,
        on_read_resource=_read_resource,
        on_list_prompts=_list_prompts,
        on_get_prompt=_get_prompt,
    )


Context: TypeAlias = ServerRequestContext[Answering]

# Tools


async def _list_tools(_: Context, __: Any) -> types.ListToolsResult:
    return types.ListToolsResult(tools=list(map(_tool, TOOLS)))


def _tool(request: Request) -> types.Tool:
    return types.Tool(
        name=request.name,
        title=request.name.replace("_", " ").capitalize(),
        description=request.says,
        input_schema=schema_of(request.parameters),
        output_schema=document_schema(request.document),
        annotations=_HARMLESS,
    )


async def _call_tool(context: Context, asked: types.CallToolRequestParams) -> types.CallToolResult:
    answer = await _answer(context.lifespan_context, asked.name, asked.arguments or {})
    is_done = answer.outcome == "done"
    return types.CallToolResult(
        content=[types.TextContent(text=answer.text)],
        structured_content=json.loads(answer.text) if is_done else None,  # a mistake does not fit the tool's schema
        is_error=not is_done,
    )


async def _answer(workers: Answering, name: str, given: dict[str, Any]) -> Answer:
    if name not in BY_NAME or not BY_NAME[name].tool:
        return complaint(sentences.NO_SUCH_REQUEST(name=name[:40], names=", ".join(each.name for each in TOOLS)))
    if len(json.dumps(given)) > MOST_BYTES:
        return complaint(sentences.TOO_LARGE(most=MOST_BYTES))
    return await workers.answer(name, given)


# Resources


async def _list_resources(_: Context, __: Any) -> types.ListResourcesResult:
    return types.ListResourcesResult(
        resources=[
            types.Resource(
                uri=f"{library.SCHEME}{shelf.name}{ending}",
                name=f"{shelf.name}{ending}",
                description=shelf.says,
                mime_type=kind,
            )
            for shelf in library.SHELVES
            for ending, kind in (("", library.MARKDOWN), (".json", library.JSON))
        ]
    )


async def _list_templates(_: Context, __: Any) -> types.ListResourceTemplatesResult:
    return types.ListResourceTemplatesResult(
        resource_templates=[
            types.ResourceTemplate(
                uri_template=f"{library.SCHEME}{shelf.name}/{{id}}{ending}",
                name=f"{shelf.one}{ending}",
                description=f"One {shelf.one}, such as {shelf.ids[0]}.",
                mime_type=kind,
            )
            for shelf in library.SHELVES
            for ending, kind in (("", library.MARKDOWN), (".json", library.JSON))
        ]
    )


async def _read_resource(_: Context, asked: types.ReadResourceRequestParams) -> types.ReadResourceResult:
    uri = str(asked.uri)
    try:
        text, kind = library.text_of(uri)
    except UserError as error:
        raise MCPError(types.INVALID_PARAMS, str(error), {"uri": uri}) from None
    return types.ReadResourceResult(contents=[types.TextResourceContents(uri=uri, mime_type=kind, text=text)])


# The prompt

_TUTOR = types.Prompt(
    name="tutor",
    title="Tutor",
    description=tutoring.SAYS,
    arguments=[
        types.PromptArgument(name="problem", description="The function to differentiate.", required=True),
        types.PromptArgument(name="working", description="What the student has written so far, line by line."),
    ],
)


async def _list_prompts(_: Context, __: Any) -> types.ListPromptsResult:
    return types.ListPromptsResult(prompts=[_TUTOR])


async def _get_prompt(_: Context, asked: types.GetPromptRequestParams) -> types.GetPromptResult:
    given = asked.arguments or {}
    refusal = _refused(asked.name, given)
    if refusal is not None:
        raise MCPError(types.INVALID_PARAMS, str(refusal))
    text = tutoring.tutor(given["problem"], given.get("working", ""))
    message = types.PromptMessage(role="user", content=types.TextContent(text=text))
    return types.GetPromptResult(description=tutoring.SAYS, messages=[message])


def _refused(name: str, given: dict[str, str]) -> UserError | None:
    if name != _TUTOR.name:
        return sentences.NO_SUCH_PROMPT(name=name[:40])
    if not given.get("problem", "").strip():
        return sentences.MISSING(name="problem")
    return sentences.TOO_LARGE(most=MOST_BYTES) if sum(map(len, given.values())) > MOST_BYTES else None
