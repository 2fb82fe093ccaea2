import { unreachable } from "../../base/errors.ts";
import type { LoginThrottle } from "../identity/login-throttle.ts";
import { issueAccessToken, type TokenAnswer } from "./access-tokens.ts";
import { audienceOf } from "./audience.ts";
import { authenticateClient } from "./authenticate-client.ts";
import { grantTypes } from "./client-rows.ts";
import type { GrantType, OAuthClient } from "./clients.ts";
import { exchangeCode } from "./exchange-code.ts";
import { exchangeRefreshToken } from "./exchange-refresh-token.ts";
import type { FormRequest } from "./form-request.ts";
import type { OAuthCore } from "./oauth-core.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";
import { orgNameOf } from "./org-name.ts";
import { recordToken } from "./record.ts";
import { assetScope, checkScope } from "./scopes.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** Answers the token endpoint, or refuses with an `OAuthRefusal`. */
export async function answerToken(
  core: OAuthCore,
  keys: SigningKeys,
  throttle: LoginThrottle,
  request: FormRequest,
): Promise<TokenAnswer> {
  const type = grantTypeOf(request.form.get("grant_type"));
  const client = await authenticateClient(core, throttle, request);
  const event = {
    by: client.name,
    action: `oauth token ${type}`,
    org: await orgNameOf(core.store, client.orgId),
  };
  try {
    if (!client.grantTypes.includes(type)) {
      throw new OAuthRefusal(
        "unauthorized_client",
        `The client may not use ${type}: it has ${client.grantTypes.join(" ")}.`,
      );
    }
    const answer = await answerGrant(core, keys, client, type, request);
    recordToken(core, { ...event, outcome: "ok" });
    return answer;
  } catch (thrown) {
    if (thrown instanceof OAuthRefusal) recordToken(core, { ...event, outcome: thrown.oauthCode });
    throw thrown;
  }
}

function grantTypeOf(text: string | undefined): GrantType {
  if (text === undefined) {
    throw new OAuthRefusal("invalid_request", "The parameter grant_type is missing.");
  }
  const type = grantTypes.find((one) => one === text);
  if (type !== undefined) return type;
  throw new OAuthRefusal(
    "unsupported_grant_type",
    `The grant type is not known here: send one of ${grantTypes.join(" ")}.`,
  );
}

async function answerGrant(
  core: OAuthCore,
  keys: SigningKeys,
  client: OAuthClient,
  type: GrantType,
  { form, serverUrl }: FormRequest,
): Promise<TokenAnswer> {
  switch (type) {
    case "client_credentials": {
      const scope = form.get("scope");
      if (scope === undefined) {
        throw new OAuthRefusal(
          "invalid_scope",
          `The parameter scope is missing: send scope=${assetScope}.`,
        );
      }
      return await issueAccessToken(core, keys, serverUrl, {
        subject: client.id,
        clientId: client.id,
        scope: checkScope(scope, client.scopes),
        audience: audienceOf(form.get("resource"), serverUrl),
      });
    }
    case "authorization_code":
      return await exchangeCode(core, keys, client, form, serverUrl);
    case "refresh_token":
      return await exchangeRefreshToken(core, keys, client, form, serverUrl);
    default:
      return unreachable(type);
  }
}
