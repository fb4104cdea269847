"""What the OpenAPI document says about calls: bodies from the pydantic shapes, answers, errors. Says; checks nothing.

A body is read as a raw object and judged by the service, so that the contract's order of checks holds; the document is
made from the same shapes that the service parses with.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ninja import Schema
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

REF = "#/components/schemas/{model}"
PARTS: dict[str, Any] = {}  # shapes named by others, for components/schemas
OP_ID = {"type": "string", "pattern": "^[A-Za-z0-9_.:-]{1,64}$", "description": "Yours for this call; the same again replays the answer"}
VERSION = {"type": "integer", "minimum": 1, "description": "The version that you saw"}


class Error(Schema):
    """Every error: one sentence, a code, and the sentences of each field."""

    error: str
    code: str
    fields: dict[str, list[str]]


class PlainJsonSchema(GenerateJsonSchema):
    """Money is a string of pounds and pence."""

    def decimal_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{1,7}(\.\d{2})?$", "examples": ["30.00"]}


def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a shape; the shapes inside it go to `PARTS`."""
    schema = shape.model_json_schema(ref_template=REF, schema_generator=PlainJsonSchema)
    PARTS.update(schema.pop("$defs", {}))
    return schema


def takes(shape: type[BaseModel] | None = None, *, op_id: bool = True, version: bool = False, media: str = "application/json",
          **more: dict[str, Any]) -> dict[str, Any]:
    """`openapi_extra` of a call with a body: the shape with its marks, and properties said one by one."""
    schema = dict(schema_of(shape)) if shape else {"type": "object", "additionalProperties": False}
    marks = {**({"op_id": OP_ID} if op_id else {}), **({"version": VERSION} if version else {})}
    schema["properties"] = {**marks, **schema.get("properties", {}), **more}
    schema["required"] = [*marks, *schema.get("required", []), *more]
    return {"requestBody": {"required": True, "content": {media: {"schema": schema}}}}


def any_of(shapes: Mapping[str, type[BaseModel]]) -> dict[str, Any]:
    """`openapi_extra` of a call whose address names the move: one schema for each, by its title."""
    each = [takes(shape, version=True)["requestBody"]["content"]["application/json"]["schema"] | {"title": name}
            for name, shape in shapes.items()]
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": {"anyOf": each}}}}}


def query(shape: type[BaseModel]) -> dict[str, Any]:
    """`openapi_extra` of a call with a query string."""
    schema = schema_of(shape)
    required = schema.get("required", ())
    return {"parameters": [{"in": "query", "name": name, "required": name in required, "schema": details}
                           for name, details in schema["properties"].items()]}


def gives(shape: Any, *, status: int = 200, refuses: Sequence[int] = ()) -> dict[int, Any]:
    """`response` of a call: its answer and the errors it may give beside 401."""
    return {status: shape, **dict.fromkeys(sorted({401, 405, *refuses}), Error)}


READS = (404, 422)
WRITES = (400, 403, 404, 409, 413, 422)
