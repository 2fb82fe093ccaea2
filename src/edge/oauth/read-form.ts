import { Refusal } from "../../base/errors.ts";
import { decodeUtf8 } from "../../base/utf8.ts";
import type { FormRequest } from "../../control/oauth/form-request.ts";
import { OAuthRefusal } from "../../control/oauth/oauth-refusal.ts";
import { readBody } from "../read-body.ts";
import type { RouteCall } from "../route.ts";
import { serverUrlOf } from "./server-url.ts";

/** The text of a body, which may be `oauthBodyBytesMax` long. */
export async function readShortBody({ parts, guards, request }: RouteCall): Promise<string> {
  const most = parts.limits.oauthBodyBytesMax;
  try {
    using body = await readBody(
      request,
      { ...parts.limits, requestBodyBytesMax: most },
      guards.bodies,
    );
    const text = decodeUtf8(body.bytes);
    if (text === undefined) throw new OAuthRefusal("invalid_request", "The body is not UTF-8.");
    return text;
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.code !== "too-large") throw thrown;
    throw new Refusal(
      "too-large",
      "The request body is too large",
      `A body may have ${most} bytes here (oauthBodyBytesMax).`,
      "Send the parameters of the endpoint alone.",
    );
  }
}

/** The parameters of a form that was posted. */
export async function readForm(call: RouteCall): Promise<URLSearchParams> {
  const type = call.request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") {
    throw new OAuthRefusal(
      "invalid_request",
      "Send the parameters with Content-Type: application/x-www-form-urlencoded.",
    );
  }
  return new URLSearchParams(await readShortBody(call));
}

/** A request to an endpoint for programs: every parameter once, in the body, where no log keeps it. */
export async function readFormRequest(call: RouteCall): Promise<FormRequest> {
  const { request, query } = call;
  if (query.size > 0) {
    throw new OAuthRefusal(
      "invalid_request",
      "Send the parameters in the body: a URL is kept in logs.",
    );
  }
  const parameters = await readForm(call);
  const form = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (value === "") continue;
    if (form.has(name)) {
      throw name === "resource"
        ? new OAuthRefusal("invalid_target", "Send one resource at a time.")
        : new OAuthRefusal("invalid_request", `The parameter ${name.slice(0, 40)} was sent twice.`);
    }
    form.set(name, value);
  }
  return {
    form,
    authorization: request.headers.authorization,
    address: request.socket.remoteAddress ?? "",
    serverUrl: serverUrlOf(call),
  };
}
