import { isObject } from "../../base/json.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import type { OAuthCore } from "./oauth-core.ts";

const label = "authorization-form";

type FormCore = Pick<OAuthCore, "serverKey" | "clock" | "limits">;

/** Carries a checked request through the user's browser; `binding` is a secret of that browser. */
export async function sealForm(
  { serverKey, clock, limits }: FormCore,
  request: AuthorizationRequest,
  binding: string,
): Promise<string> {
  const untilMs = clock.now() + limits.authorizationFormLifeMs;
  return await serverKey.seal(label, JSON.stringify({ request, binding, untilMs }));
}

/** The request; nothing when the text is not ours, of another browser, or too old. */
export async function openForm(
  { serverKey, clock }: FormCore,
  sealed: string,
  binding: string,
): Promise<AuthorizationRequest | undefined> {
  const text = await serverKey.open(label, sealed);
  const form: unknown = text === undefined ? undefined : JSON.parse(text);
  if (!isObject(form) || form["binding"] !== binding || binding === "") return undefined;
  const fresh = typeof form["untilMs"] === "number" && form["untilMs"] > clock.now();
  const { request } = form;
  if (!fresh || !isObject(request)) return undefined;
  const { clientId, redirectUri, state, scope, audience, codeChallenge } = request;
  return {
    clientId: String(clientId),
    redirectUri: String(redirectUri),
    state: typeof state === "string" ? state : undefined,
    scope: String(scope),
    audience: String(audience),
    codeChallenge: String(codeChallenge),
  };
}
