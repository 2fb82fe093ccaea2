import type { ServerResponse } from "node:http";
import { newSecret } from "../../base/ids.ts";
import {
  type AuthorizationRequest,
  locationOf,
  refusedLocation,
} from "../../control/oauth/authorization-request.ts";
import { OAuthRefusal } from "../../control/oauth/oauth-refusal.ts";
import { answerWrongMethod } from "../answer.ts";
import type { Route, RouteCall } from "../route.ts";
import { answerPage, authorizePage, problemPage } from "./authorize-page.ts";
import { authorizePath } from "./oauth-paths.ts";
import { readForm } from "./read-form.ts";
import { serverUrlOf } from "./server-url.ts";

/**
 * Asks a user whether a client may act for them. The page carries the request sealed, bound to a cookie of this browser,
 * and there is no login that outlives the page: a page of somebody else has nothing to send along.
 */
export const authorizeRoute: Route = {
  matches: (path) => path === authorizePath,
  async answer(call) {
    const { request, response } = call;
    try {
      if (request.method === "GET") return await ask(call);
      if (request.method === "POST") return await decide(call);
    } catch (thrown) {
      if (!(thrown instanceof OAuthRefusal)) throw thrown;
      return answerPage(response, 400, problemPage("Cannot go on", thrown.message));
    }
    answerWrongMethod(response, "GET, POST");
  },
};

async function ask(call: RouteCall): Promise<void> {
  const { parts, response, query } = call;
  const serverUrl = serverUrlOf(call);
  const read = await parts.control.oauth.authorization(query, serverUrl);
  switch (read.kind) {
    case "unfit":
      throw read.refusal;
    case "refused":
      return sendTo(response, read.location);
    case "request": {
      const binding = bindingOf(call) ?? newSecret();
      return await show(call, read.request, binding, read.client.name);
    }
  }
}

async function decide(call: RouteCall): Promise<void> {
  const { parts, request, response } = call;
  const { oauth } = parts.control;
  const form = await readForm(call);
  const binding = bindingOf(call) ?? "";
  const asked = await oauth.openForm(form.get("form") ?? "", binding);
  if (asked === undefined) {
    throw new OAuthRefusal(
      "invalid_request",
      "The page is too old, or was not made for this browser: cookies have to be allowed. Start again from the program that sent you here.",
    );
  }
  const issuer = oauth.issuer(serverUrlOf(call));
  if (form.get("decision") !== "allow") {
    const denied = new OAuthRefusal("access_denied", "The user denied the request.");
    return sendTo(response, refusedLocation(asked, issuer, denied));
  }
  const [name, password] = [form.get("name") ?? "", form.get("password") ?? ""];
  const login = await oauth.logIn(name, password, request.socket.remoteAddress ?? "");
  if (login.kind === "caller") {
    const code = await oauth.allow(login, asked);
    return sendTo(response, locationOf(asked, issuer, { code }));
  }
  const again = { userName: name, status: 403, problem: "The name or the password is wrong." };
  if (login.kind !== "throttled") return await show(call, asked, binding, undefined, again);
  const seconds = Math.max(1, Math.ceil(login.retryAfterMs / 1000));
  await show(call, asked, binding, undefined, {
    userName: name,
    status: 429,
    problem: `Too many attempts to log in: try again in ${seconds} s.`,
    headers: { "retry-after": String(seconds) },
  });
}

interface ShownAgain {
  readonly userName: string;
  readonly status: number;
  readonly problem: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function show(
  call: RouteCall,
  asked: AuthorizationRequest,
  binding: string,
  clientName: string | undefined,
  again?: ShownAgain,
): Promise<void> {
  const { parts, response } = call;
  const { oauth } = parts.control;
  const serverUrl = serverUrlOf(call);
  const html = authorizePage({
    clientName: clientName ?? (await oauth.clientName(asked.clientId)),
    returnsTo: returnsTo(asked.redirectUri),
    scope: asked.scope,
    resource: `${serverUrl}${asked.audience}`,
    form: await oauth.sealForm(asked, binding),
    userName: again?.userName ?? "",
    problem: again?.problem,
  });
  answerPage(response, again?.status ?? 200, html, {
    formTargets: [sourceOf(asked.redirectUri)],
    headers: { "set-cookie": cookieOf(binding, serverUrl, parts.limits), ...again?.headers },
  });
}

/** 303: the browser goes there with GET, and does not send the password along. */
function sendTo(response: ServerResponse, location: string): void {
  response.writeHead(303, {
    location,
    "content-length": 0,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  response.end();
}

const cookieName = "slipway-authorize";

function cookieOf(
  binding: string,
  serverUrl: string,
  { authorizationFormLifeMs }: { readonly authorizationFormLifeMs: number },
): string {
  const secure = serverUrl.startsWith("https:") ? "; Secure" : "";
  const seconds = Math.ceil(authorizationFormLifeMs / 1000);
  return `${cookieName}=${binding}; Path=${authorizePath}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

function bindingOf({ request }: RouteCall): string | undefined {
  const cookies = (request.headers.cookie ?? "").split(";").map((cookie) => cookie.trim());
  const value = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`));
  const binding = value?.slice(cookieName.length + 1) ?? "";
  return /^[A-Za-z0-9_-]{43}$/.test(binding) ? binding : undefined;
}

function returnsTo(redirectUri: string): string {
  const url = new URL(redirectUri);
  return url.host === "" ? url.protocol : `${url.protocol}//${url.host}`;
}

/** A source of CSP: browsers hold a form's answer to it too. CSP has no words for an address of IPv6. */
function sourceOf(redirectUri: string): string {
  const url = new URL(redirectUri);
  const web = url.protocol === "http:" || url.protocol === "https:";
  return web && !url.hostname.startsWith("[") ? url.origin : url.protocol;
}
