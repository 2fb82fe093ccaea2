import { decodeJwt } from "jose";
import { unreachable } from "../../base/errors.ts";
import type { Identity } from "../identity/identity.ts";
import type {
  AssetAuthentication,
  AssetResource,
  AuthenticateAsset,
} from "./asset-authentication.ts";
import { isMeant } from "./audience.ts";
import type { FetchDocument } from "./external-keys.ts";
import { ExternalTokens } from "./external-tokens.ts";
import type { OAuthCore } from "./oauth-core.ts";
import type { OwnTokens } from "./own-tokens.ts";
import { Principals, type Standing } from "./principals.ts";
import { readAssetCredential } from "./read-asset-credential.ts";
import { assetScope } from "./scopes.ts";

export interface AssetAuthenticatorParts {
  readonly core: OAuthCore;
  readonly tokens: OwnTokens;
  readonly identity: Pick<Identity, "authenticate">;
  readonly fetchDocument: FetchDocument;
}

/** Checks what requests to assets carry: tokens of our own issuer and of others, application keys, SLTokens. */
export function assetAuthenticator(parts: AssetAuthenticatorParts): AuthenticateAsset {
  const { core, tokens, identity, fetchDocument } = parts;
  const principals = new Principals(core);
  const externals = core.settings.externalIssuers.map(
    (issuer) => new ExternalTokens(core, issuer, fetchDocument),
  );
  const settle = (standing: Standing | undefined, unknown: string): AssetAuthentication => {
    if (standing === undefined) return invalidToken(unknown);
    if (standing.kind === "void") return invalidToken(standing.description);
    if (standing.untilMs <= core.clock.now())
      return invalidToken("The application key has expired.");
    return { kind: "principal", principal: standing.principal };
  };
  const byJwt = async (text: string, resource: AssetResource): Promise<AssetAuthentication> => {
    if (text.length > core.limits.accessTokenLengthMax) {
      return invalidToken(
        `The token has more than ${core.limits.accessTokenLengthMax} characters (accessTokenLengthMax).`,
      );
    }
    const claimed = externals.length === 0 ? undefined : claimedIssuer(text);
    const external = externals.find(({ issuer }) => issuer.issuer === claimed);
    if (external !== undefined) {
      const read = await external.verify(text);
      if (read.kind === "invalid") return invalidToken(read.description);
      if (!read.token.scopes.includes(external.issuer.scope)) {
        return insufficientScope(external.issuer.scope);
      }
      return settle(await principals.ofExternal(read.token), "The token names nobody.");
    }
    const read = await tokens.verify(text, resource.serverUrl);
    if (read.kind === "invalid") return invalidToken(read.description);
    if (!isMeant(read.token.audience, resource.serverUrl, resource.path)) {
      return invalidToken(
        "The token is for another server or asset: ask for one with the resource that you call.",
      );
    }
    if (!read.token.scopes.includes(assetScope)) return insufficientScope(assetScope);
    return settle(await principals.ofToken(read.token), "The token names nobody.");
  };
  const byUserToken = async (token: string): Promise<AssetAuthentication> => {
    const found = await identity.authenticate(`SLToken ${token}`);
    if (found.kind !== "caller") {
      return invalidToken(
        "The token is no access token, application key or SLToken of this server, or it expired or was revoked: check that it was copied whole, or ask for another one.",
      );
    }
    return settle(await principals.ofUser(found.caller.userId), "The user of the token is gone.");
  };
  return async (credentials, resource) => {
    const credential = readAssetCredential(credentials);
    switch (credential.kind) {
      case "absent":
        return { kind: "absent" };
      case "unreadable":
        return { kind: "invalid", error: credential.error, description: credential.description };
      case "jwt":
        return await byJwt(credential.text, resource);
      case "application-key":
        return settle(
          await principals.ofKey(credential.key),
          "The application key is unknown to this server: check that it was copied whole.",
        );
      case "user-token":
        return await byUserToken(credential.token);
      default:
        return unreachable(credential);
    }
  };
}

/** The issuer that a token names, believed only as far as to choose whose keys it has to be verified with. */
function claimedIssuer(text: string): string | undefined {
  try {
    return decodeJwt(text).iss;
  } catch {
    return undefined;
  }
}

function invalidToken(description: string): AssetAuthentication {
  return { kind: "invalid", error: "invalid_token", description };
}

function insufficientScope(scope: string): AssetAuthentication {
  return {
    kind: "invalid",
    error: "insufficient_scope",
    description: `The token lacks the scope ${scope}: ask for one with scope=${scope}.`,
  };
}
