import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freshOAuth } from "../../../test/support/open-oauth.ts";

const serverUrl = "https://agents.example";
const redirectUri = "http://127.0.0.1/callback";
const scope = "mcp-asset.tools:execute";
const codeChallenge = "dBjftJeZ4CVP-mBYmdRVpk6TL7lMM4WCSs9aQQ3cGrA";

describe("what nobody can use any more", () => {
  it("A4 is removed, and what is in use stays", async () => {
    let nowMs = Date.now();
    await using fresh = await freshOAuth({
      clock: { now: () => nowMs },
      oauth: { dynamicRegistration: true },
    });
    const { oauth, identity } = fresh;
    const unused = await oauth.register({ redirect_uris: [redirectUri] }, "a");
    const used = await oauth.register({ redirect_uris: [redirectUri] }, "a");
    const login = await oauth.logIn("admin", "correct horse", "a");
    assert.ok(login.kind === "caller");
    const allowed = { clientId: used.id, redirectUri, state: undefined, scope, audience: "" };
    await oauth.allow(login, { ...allowed, codeChallenge });
    const agent = await oauth.clients.create(await identity.operator(), {
      org: "myOrg",
      name: "agent",
    });
    const askForToken = async (): Promise<void> => {
      const form = new Map([
        ["grant_type", "client_credentials"],
        ["client_id", agent.id],
        ["client_secret", agent.secret ?? ""],
        ["scope", scope],
      ]);
      await oauth.token({ form, authorization: undefined, address: "a", serverUrl });
    };
    const { store } = fresh;
    const left = async (): Promise<readonly number[]> => {
      const clients = await store.selectFrom("oauth_clients").select("id").execute();
      const codes = await store.selectFrom("oauth_codes").select("hash").execute();
      const grants = await store.selectFrom("oauth_grants").select("id").execute();
      return [clients.length, codes.length, grants.length];
    };
    await askForToken();
    assert.deepEqual(await left(), [3, 1, 1]);
    nowMs += 25 * 60 * 60 * 1000;
    await askForToken();
    assert.deepEqual(await left(), [2, 0, 1]);
    const ids = await store.selectFrom("oauth_clients").select("id").execute();
    assert.ok(!ids.some(({ id }) => id === unused.id));
    nowMs += 91 * 24 * 60 * 60 * 1000;
    await askForToken();
    assert.deepEqual(await left(), [1, 0, 0]);
  });
});
