import type { BoundAccount } from "../../../engine/accounts.ts";
import type { HttpHeader } from "../../../engine/egress/egress.ts";
import basic from "../../accounts/basic-auth.ts";
import header from "../../accounts/header-auth.ts";
import oauth2 from "../../accounts/oauth2.ts";
import { OAuth2Tokens, type TokenContext } from "./oauth2-tokens.ts";
import { headerValue } from "./request-headers.ts";

/** Types of accounts that HTTP Snaps take. */
export const httpAccounts: readonly string[] = [basic.name, oauth2.name, header.name];

/** How one account logs in to a server. */
export interface Login {
  readonly headers: () => Promise<readonly HttpHeader[]>;
  /** Other headers after those were refused with 401; undefined when there are none to try. */
  readonly renewed: (refused: readonly HttpHeader[]) => Promise<readonly HttpHeader[] | undefined>;
}

/** Logins by account, so that an OAuth2 token is obtained once and not for every document. */
export function logins(context: TokenContext): (account: BoundAccount | undefined) => Login {
  const known = new Map<string, Login>();
  return (account) => {
    if (account === undefined) return anonymous;
    const login = known.get(account.path) ?? loginOf(account, context);
    known.set(account.path, login);
    return login;
  };
}

const anonymous: Login = { headers: async () => [], renewed: async () => undefined };

function loginOf(account: BoundAccount, context: TokenContext): Login {
  const asBasic = basic.of(account);
  if (asBasic !== undefined) {
    const login = Buffer.from(`${asBasic.username}:${asBasic.password}`).toString("base64");
    return fixed([["Authorization", `Basic ${login}`]]);
  }
  const asHeader = header.of(account);
  if (asHeader !== undefined) {
    const rows = [
      { name: asHeader.headerKey, value: asHeader.headerValue },
      ...asHeader.additionalHeaders,
    ].filter(({ value }) => value !== "");
    return fixed(rows.map(({ name, value }) => [name, headerValue(name, value)]));
  }
  const asOAuth2 = oauth2.of(account);
  return asOAuth2 === undefined ? anonymous : bearer(new OAuth2Tokens(asOAuth2, context));
}

function fixed(headers: readonly HttpHeader[]): Login {
  return { headers: async () => headers, renewed: async () => undefined };
}

function bearerHeaders(token: string): readonly HttpHeader[] {
  return [["Authorization", headerValue("Authorization", `Bearer ${token}`)]];
}

function bearer(tokens: OAuth2Tokens): Login {
  return {
    headers: async () => bearerHeaders(await tokens.get()),
    renewed: async ([refused]) =>
      tokens.renews && refused !== undefined
        ? bearerHeaders(await tokens.get(refused[1].replace(/^Bearer /, "")))
        : undefined,
  };
}
