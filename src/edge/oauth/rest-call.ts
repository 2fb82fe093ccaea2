import type * as z from "zod";
import { Refusal, unreachable } from "../../base/errors.ts";
import type { Caller } from "../../control/caller.ts";
import { answerThrottled, answerUnauthorized } from "../answer.ts";
import { isDeeperThan } from "../json-depth.ts";
import type { RouteCall } from "../route.ts";
import { readShortBody } from "./read-form.ts";

/** The user that a REST request acts as; when that is nobody, it is answered here and the result is nothing. */
export async function restCaller({
  parts,
  request,
  response,
}: RouteCall): Promise<Caller | undefined> {
  const found = await parts.control.identity.authenticate(
    request.headers.authorization,
    request.socket.remoteAddress,
  );
  switch (found.kind) {
    case "caller":
      return found.caller;
    case "absent":
      answerUnauthorized(response, "The Authorization header is missing");
      return undefined;
    case "throttled":
      answerThrottled(response, found);
      return undefined;
    case "unusable":
      answerUnauthorized(response, found.sentence);
      return undefined;
    default:
      return unreachable(found);
  }
}

/** The body as the schema has it; an empty one is an empty object. */
export async function readJsonBody<T>(call: RouteCall, schema: z.ZodType<T>): Promise<T> {
  const type = call.request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  const text = await readShortBody(call);
  if (text !== "" && type !== "application/json") {
    throw unreadable("Found another content type.", "Send `Content-Type: application/json`.");
  }
  if (isDeeperThan(text, call.parts.limits.requestJsonDepthMax)) {
    throw unreadable(
      "It nests too deep (requestJsonDepthMax).",
      "Send the fields of this endpoint alone.",
    );
  }
  const parsed = schema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where =
    issue === undefined || issue.path.length === 0 ? "it" : `\`${issue.path.join(".")}\``;
  throw unreadable(
    `In ${where}: ${issue?.message ?? "something else was found"}.`,
    "Mend the body and send it again.",
  );
}

function parse(text: string): unknown {
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable("It is not JSON.", "Send one JSON object.");
  }
}

function unreadable(reason: string, resolution: string): Refusal {
  return new Refusal(
    "invalid-argument",
    "The body cannot be used",
    `Expected a JSON object with the fields of this endpoint. ${reason}`,
    resolution,
  );
}
