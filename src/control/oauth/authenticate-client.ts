import type { LoginThrottle } from "../identity/login-throttle.ts";
import { findClient } from "./client-rows.ts";
import { isClientSecret } from "./client-secrets.ts";
import type { OAuthClient } from "./clients.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";
import { orgNameOf } from "./org-name.ts";
import { recordToken } from "./record.ts";
import type { FormRequest } from "./form-request.ts";

/** The client that a request to the token or revocation endpoint comes from; refuses with `invalid_client`. */
export async function authenticateClient(
  core: OAuthCore,
  throttle: LoginThrottle,
  request: FormRequest,
): Promise<OAuthClient> {
  const { id, secret } = readClient(request);
  const source = { name: id, address: request.address };
  const waitMs = throttle.waitMs(source);
  if (waitMs > 0) {
    throw new OAuthRefusal(
      "temporarily_unavailable",
      `Wrong secrets were sent for this client too often (loginFailuresMax): try again in ${Math.ceil(waitMs / 1000)} s.`,
      waitMs,
    );
  }
  const client = await findClient(core.store, id);
  const right = secret !== undefined && (await isClientSecret(core, id, secret));
  const live = client !== undefined && client.revokedMs === undefined;
  if (live && client.kind === "public" && secret === undefined) return client;
  if (live && client.kind === "confidential" && right) {
    throttle.succeeded(source);
    return client;
  }
  throttle.failed(source);
  recordToken(core, {
    by: client?.name,
    org: await orgNameOf(core.store, client?.orgId),
    action: "oauth client authentication",
    outcome: "invalid_client",
  });
  if (live && client.kind === "public") {
    throw invalidClient("The client is public and has no secret: send client_id alone.");
  }
  throw invalidClient(
    "The client is unknown or revoked, or its secret is missing or wrong: send client_id and client_secret as Basic credentials or in the body.",
  );
}

/** Credentials in the header or in the body, never in both. */
function readClient({ form, authorization }: FormRequest): {
  readonly id: string;
  readonly secret: string | undefined;
} {
  const [id, secret] = [form.get("client_id"), form.get("client_secret")];
  if (authorization === undefined) {
    if (id === undefined) {
      throw invalidClient("The client is not named: send client_id and client_secret.");
    }
    return { id, secret };
  }
  const basic = readBasic(authorization);
  if (basic === undefined) {
    throw invalidClient("The Authorization header is not Basic credentials of a client.");
  }
  if (secret !== undefined || (id !== undefined && id !== basic.id)) {
    throw new OAuthRefusal(
      "invalid_request",
      "Client credentials stand in the header and in the body: send them in one of the two.",
    );
  }
  return basic;
}

function readBasic(
  value: string,
): { readonly id: string; readonly secret: string | undefined } | undefined {
  const encoded = /^basic +([A-Za-z0-9+/_-]+={0,2})$/i.exec(value.trim())?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1) return undefined;
  const [id, secret] = [unescape(text.slice(0, colon)), unescape(text.slice(colon + 1))];
  if (id === undefined || secret === undefined) return undefined;
  // Public clients that insist on the header send an empty secret.
  return { id, secret: secret === "" ? undefined : secret };
}

/** Both are form-encoded before they become Basic credentials (RFC 6749, 2.3.1). */
function unescape(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

function invalidClient(description: string): OAuthRefusal {
  return new OAuthRefusal("invalid_client", description);
}
