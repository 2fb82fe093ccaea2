import { printJson } from "../base/json.ts";
import type { RequestId } from "./json-rpc.ts";

/** The result of a request: the JSON text of an object, made once, and what only some answers have beside it. */
export interface Result {
  readonly text: string;
  /** Told in the stateless era only; `complete` when absent. */
  readonly type?: "input_required" | "task";
  readonly meta?: Readonly<Record<string, unknown>>;
}

export function resultOf(value: Readonly<Record<string, unknown>>, meta?: Result["meta"]): Result {
  return meta === undefined ? { text: printJson(value) } : { text: printJson(value), meta };
}

export const emptyResult: Result = { text: "{}" };

/** An answer as sessions send it. */
export function sessionAnswer(id: RequestId, { text, meta }: Result): string {
  const result = meta === undefined ? text : withFields(`"_meta":${printJson(meta)}`, text);
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`;
}

/** An answer as the stateless era wants it; `fields` is what every one of its kind carries, as JSON without braces. */
export function statelessAnswer(
  id: RequestId,
  { text, type, meta }: Result,
  serverInfo: string,
  fields: string,
): string {
  const more = meta === undefined ? "" : `,${printJson(meta).slice(1, -1)}`;
  const own = `"resultType":"${type ?? "complete"}"${fields},"_meta":{"io.modelcontextprotocol/serverInfo":${serverInfo}${more}}`;
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${withFields(own, text)}}`;
}

function withFields(fields: string, text: string): string {
  return text === "{}" ? `{${fields}}` : `{${fields},${text.slice(1)}`;
}
