import type * as z from "zod";
import { Refusal } from "../../base/errors.ts";
import { parseJson } from "../../base/json.ts";
import { decodeUtf8 } from "../../base/utf8.ts";
import { isDeeperThan } from "../json-depth.ts";
import { readBody } from "../read-body.ts";
import type { RouteCall } from "../route.ts";

/** The JSON body as the schema has it; an empty one is an empty object. */
export async function readJson<T>(call: RouteCall, schema: z.ZodType<T>): Promise<T> {
  const { parts, guards, request } = call;
  using body = await readBody(request, parts.limits, guards.bodies);
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (body.bytes.length > 0 && type !== "application/json") {
    throw unusable("Found another content type.", "Send `Content-Type: application/json`.");
  }
  return checked(parse(body.bytes, parts.limits.jsonDepthMax), schema, "body");
}

/** The value as the schema has it; `what` it is stands in the refusal. */
export function checked<T>(value: unknown, schema: z.ZodType<T>, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? what : issue.path.join(".");
  throw new Refusal(
    "invalid-argument",
    `The ${what} of the request cannot be used`,
    `In \`${place}\`: ${issue?.message ?? "something else was found"}.`,
    `Mend the ${what} and send it again; /openapi.json describes it.`,
  );
}

function parse(bytes: Buffer, depthMax: number): unknown {
  const text = decodeUtf8(bytes);
  if (text === undefined) throw unusable("It is not UTF-8.", "Send JSON in UTF-8.");
  if (text === "") return {};
  if (isDeeperThan(text, depthMax)) {
    throw unusable("It nests too deep (jsonDepthMax).", "Send the fields of this endpoint alone.");
  }
  try {
    return parseJson(text);
  } catch {
    throw unusable("It is not JSON.", "Send one JSON object.");
  }
}

function unusable(reason: string, resolution: string): Refusal {
  return new Refusal(
    "invalid-argument",
    "The body of the request cannot be used",
    `Expected a JSON object with the fields of this endpoint. ${reason}`,
    resolution,
  );
}
