import { hashSecret } from "../../base/ids.ts";
import type { Principal } from "../identity/principal.ts";
import { findKey, toApplicationKey } from "./create-application-keys.ts";
import { findClient } from "./client-rows.ts";
import { groupsOfUser } from "./create-groups.ts";
import type { ExternalToken } from "./external-tokens.ts";
import { findGrant } from "./grants.ts";
import type { OAuthCore } from "./oauth-core.ts";
import type { OwnToken } from "./own-tokens.ts";
import { RowMemory } from "./row-memory.ts";

/** Who a verified credential stands for now, or why it stands for nobody any more. */
export type Standing =
  | { readonly kind: "principal"; readonly principal: Principal; readonly untilMs: number }
  | { readonly kind: "void"; readonly description: string };

/** Looks up who credentials stand for; remembered until the rows change. */
export class Principals {
  readonly #core: OAuthCore;
  readonly #memory: RowMemory<Standing>;

  constructor(core: OAuthCore) {
    this.#core = core;
    this.#memory = new RowMemory(core.rows, core.limits.verifiedTokensMax);
  }

  async ofToken(token: OwnToken): Promise<Standing | undefined> {
    const { id, clientId, subject, grantId = "" } = token;
    const key = `token ${id} ${clientId} ${subject} ${grantId}`;
    return await this.#memory.get(key, () => this.#readToken(token));
  }

  async ofExternal(token: ExternalToken): Promise<Standing | undefined> {
    const parts = [token.issuer.issuer, token.subject, token.name, token.groups];
    return await this.#memory.get(`external ${JSON.stringify(parts)}`, () =>
      this.#readExternal(token),
    );
  }

  async ofKey(key: string): Promise<Standing | undefined> {
    const hash = hashSecret(key);
    return await this.#memory.get(`key ${hash}`, () => this.#readKey(hash));
  }

  async ofUser(userId: string): Promise<Standing | undefined> {
    return await this.#memory.get(`user ${userId}`, () => this.#readUser("id", userId, []));
  }

  async #readToken(token: OwnToken): Promise<Standing> {
    const { store } = this.#core;
    const revoked = await store
      .selectFrom("revoked_access_tokens")
      .select("id")
      .where("id", "=", token.id)
      .executeTakeFirst();
    if (revoked !== undefined) return ended("The token was revoked.");
    const client = await findClient(store, token.clientId);
    if (client === undefined || client.revokedMs !== undefined) {
      return ended("The client of the token was revoked.");
    }
    if (token.grantId !== undefined) {
      const grant = await findGrant(this.#core, token.grantId);
      if (grant === undefined || grant.revoked_ms !== null) {
        return ended("What the user allowed was taken back.");
      }
      return (
        (await this.#readUser("id", token.subject, [])) ?? ended("The user of the token is gone.")
      );
    }
    if (client.orgId === undefined) return ended("The client belongs to no organization.");
    const { id, name, orgId, groups } = client;
    return lasting({ kind: "client", id, name, orgId, groups });
  }

  async #readExternal(token: ExternalToken): Promise<Standing> {
    const { issuer, subject, name, groups } = token;
    if (issuer.subject === "user") {
      const user = await this.#readUser("name", name, groups);
      return user ?? ended("The token names no user of this server.");
    }
    const org = await this.#core.store
      .selectFrom("orgs")
      .select("id")
      .where("name", "=", issuer.org)
      .executeTakeFirst();
    if (org === undefined) return ended("The organization of the issuer does not exist here.");
    const id = `${issuer.issuer}#${subject}`;
    return lasting({ kind: "client", id, name, orgId: org.id, groups });
  }

  async #readKey(hash: string): Promise<Standing | undefined> {
    const row = await findKey(this.#core, "hash", hash);
    if (row === undefined) return undefined;
    const { id, name, orgId, groups, revokedMs, expiresMs } = toApplicationKey(row);
    if (revokedMs !== undefined) return ended("The application key was revoked.");
    const principal = { kind: "application-key", id, name, orgId, groups } as const;
    return { kind: "principal", principal, untilMs: expiresMs ?? Infinity };
  }

  async #readUser(
    column: "id" | "name",
    value: string,
    further: readonly string[],
  ): Promise<Standing | undefined> {
    const user = await this.#core.store
      .selectFrom("users")
      .select(["id", "name", "admin"])
      .where(column, "=", value)
      .executeTakeFirst();
    if (user === undefined) return undefined;
    const groups = [...new Set([...(await groupsOfUser(this.#core, user.id)), ...further])];
    const { id, name } = user;
    return lasting({ kind: "user", id, name, admin: user.admin === 1, groups });
  }
}

function lasting(principal: Principal): Standing {
  return { kind: "principal", principal, untilMs: Infinity };
}

function ended(description: string): Standing {
  return { kind: "void", description };
}
