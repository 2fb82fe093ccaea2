import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { isObject } from "../../src/base/json.ts";
import { adminPassword } from "./serve-edge.ts";

export const assetScope = "mcp-asset.tools:execute";
export const callback = "http://127.0.0.1/callback";
export const verifier = "a-verifier-of-more-than-forty-three-characters_~.";
export const challenge = createHash("sha256").update(verifier).digest("base64url");

export interface OAuthAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Parameters = Readonly<Record<string, string>>;

/** Posts a form to the token endpoint, or to another one. */
export async function postForm(
  url: string,
  form: Parameters | URLSearchParams,
  headers: Parameters = {},
  path = "/oauth2/token",
): Promise<OAuthAnswer> {
  const answer = await fetch(`${url}${path}`, {
    method: "POST",
    headers,
    body: new URLSearchParams(form),
  });
  const text = await answer.text();
  const body: unknown = text === "" ? {} : JSON.parse(text);
  assert.ok(isObject(body), text);
  return { status: answer.status, headers: answer.headers, body };
}

export function basicOf(id: string, secret: string): Parameters {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` };
}

/** A browser at the authorization endpoint: a page, its cookie and its form. */
export interface ConsentPage {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly form: string;
  readonly cookie: string;
}

export function authorizeUrl(url: string, clientId: string, more: Parameters = {}): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: callback,
    scope: assetScope,
    state: "xyz",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...more,
  });
  return `${url}/oauth2/authorize?${query.toString()}`;
}

export async function openConsent(address: string): Promise<ConsentPage> {
  const answer = await fetch(address, { redirect: "manual" });
  const html = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    html,
    form: /name="form" value="([^"]+)"/.exec(html)?.[1] ?? "",
    cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "",
  };
}

/** Sends the form of the page; what is `undefined` in `more` is left out. */
export async function decide(
  url: string,
  page: Pick<ConsentPage, "form" | "cookie">,
  more: Parameters = {},
): Promise<Response> {
  return await fetch(`${url}/oauth2/authorize`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: page.cookie, origin: url },
    body: new URLSearchParams({
      form: page.form,
      name: "admin",
      password: adminPassword,
      decision: "allow",
      ...more,
    }),
  });
}

/** Logs in, allows, and gives the parameters with which the user comes back. */
export async function consent(address: string): Promise<URLSearchParams> {
  const page = await openConsent(address);
  assert.equal(page.status, 200, page.html);
  const answer = await decide(new URL(address).origin, page);
  assert.equal(answer.status, 303, await answer.text());
  return new URL(answer.headers.get("location") ?? "").searchParams;
}

export async function exchange(
  url: string,
  clientId: string,
  code: string,
  more: Parameters = {},
): Promise<OAuthAnswer> {
  return await postForm(url, {
    grant_type: "authorization_code",
    client_id: clientId,
    code,
    code_verifier: verifier,
    redirect_uri: callback,
    ...more,
  });
}
