import { isObject } from "../../base/json.ts";
import type { McpRequest } from "../mcp-request.ts";
import { rpcCode } from "../json-rpc.ts";
import { RpcFailure } from "../rpc-failure.ts";
import type { Surface } from "../surface.ts";

type Params = Readonly<Record<string, unknown>>;

/** The field of the params that the header `Mcp-Name` repeats, by method. */
const namedBy: Readonly<Record<string, string>> = {
  "tools/call": "name",
  "prompts/get": "name",
  "resources/read": "uri",
  "tasks/get": "taskId",
  "tasks/update": "taskId",
  "tasks/cancel": "taskId",
};

/** Throws unless the headers that repeat the body are there and say what the body says. */
export function checkHeaders(
  surface: Pick<Surface, "headerArguments">,
  request: Pick<McpRequest, "header">,
  method: string,
  params: Params,
): void {
  if (request.header("mcp-protocol-version") === undefined) {
    throw mismatch("MCP-Protocol-Version", undefined, "the version in `_meta`");
  }
  const named = request.header("mcp-method");
  if (named?.trim() !== method) throw mismatch("Mcp-Method", named, JSON.stringify(method));
  const field = Object.hasOwn(namedBy, method) ? namedBy[method] : undefined;
  if (field === undefined) return;
  check("Mcp-Name", request.header("mcp-name"), params[field]);
  if (method !== "tools/call") return;
  const places = surface.headerArguments(String(params["name"]));
  for (const [name, path] of Object.entries(places)) {
    check(
      `Mcp-Param-${name}`,
      request.header(`mcp-param-${name}`),
      valueAt(params["arguments"], path),
    );
  }
}

function check(name: string, header: string | undefined, value: unknown): void {
  const said = textOf(value);
  if (said === undefined) return;
  const decoded = header === undefined ? undefined : decode(header.trim());
  const same =
    typeof value === "number" && decoded !== undefined
      ? decoded !== "" && Number(decoded) === value
      : decoded === said;
  if (!same) throw mismatch(name, header, JSON.stringify(said));
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** Text that is no header value travels as `=?base64?…?=`. Undefined when that is not canonical base64 of UTF-8. */
function decode(header: string): string | undefined {
  const match = /^=\?base64\?(.*)\?=$/.exec(header);
  if (match === null) return header;
  const encoded = match[1] ?? "";
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.toString("base64") !== encoded) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function mismatch(name: string, found: string | undefined, expected: string): RpcFailure {
  const said =
    found === undefined ? "it is missing" : `it says ${JSON.stringify(found.slice(0, 200))}`;
  return new RpcFailure(
    rpcCode.headerMismatch,
    `The header ${name} does not repeat the body: expected ${expected}, ${said}. Send each of these headers once, with the value of the body.`,
    { mismatch: { header: name } },
  );
}
