import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../../base/clock.ts";
import { defaultLimits } from "../../base/limits.ts";
import { openIdentity } from "../../control/open-identity.ts";
import { OAuthRefusal } from "../../control/oauth/oauth-refusal.ts";
import { freshOAuth } from "../../../test/support/open-oauth.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import type { CliContext } from "../cli-context.ts";
import { runProgram } from "../program.ts";

const scope = "mcp-asset.tools:execute";

describe("slipway client, key, signing-key and user groups, beside a running server", () => {
  let server: Awaited<ReturnType<typeof freshOAuth>>;
  before(async () => {
    server = await freshOAuth();
  });
  after(() => server[Symbol.asyncDispose]());

  async function run(...words: readonly string[]): Promise<string> {
    let written = "";
    const context: CliContext = {
      input: process.stdin,
      output: process.stdout,
      write: (text) => (written += text),
      writeError: () => undefined,
      isTerminal: false,
      environment: {},
      signal: new AbortController().signal,
      clock: systemClock,
      limits: defaultLimits,
      openExecutor: () => assert.fail("nothing runs"),
      openIdentity: ({ dataDirectory, region }) =>
        openIdentity({ dataDirectory, region, clock: systemClock, limits: defaultLimits }),
      openApp: () => assert.fail("the data directory is there"),
    };
    assert.equal(await runProgram([...words, "--data", server.path], context, "1.2.3"), 0);
    return written;
  }

  /** What the server answers to the client: `ok`, or the error. */
  async function answerTo(id: string, secret: string): Promise<string> {
    const form = new Map([
      ["grant_type", "client_credentials"],
      ["client_id", id],
      ["client_secret", secret],
      ["scope", scope],
    ]);
    const request = {
      form,
      authorization: undefined,
      address: "a",
      serverUrl: "https://a.example",
    };
    try {
      await server.oauth.token(request);
      return "ok";
    } catch (thrown) {
      return thrown instanceof OAuthRefusal ? thrown.oauthCode : String(thrown);
    }
  }

  it("A4 make a client that gets a token, rotate its secret and end it, and the server knows at once", async () => {
    const made = await run("client", "create", "agent", "--org", "myOrg", "--group", "finance");
    const id = /^client_id\s+(\S+)$/m.exec(made)?.[1] ?? "";
    const secret = /^client_secret\s+(\S+)$/m.exec(made)?.[1] ?? "";
    assert.equal(await answerTo(id, secret), "ok");
    const listed = await run("client", "list", "--org", "myOrg");
    assert.match(
      listed,
      new RegExp(`^${id}\\s+agent\\s+confidential\\s+client_credentials\\s+active$`, "m"),
    );
    assert.ok(!listed.includes(secret));
    const next = (await run("client", "rotate", id, "--grace-hours", "1")).trim();
    assert.deepEqual([await answerTo(id, secret), await answerTo(id, next)], ["ok", "ok"]);
    await run("client", "revoke", id);
    assert.equal(await answerTo(id, next), "invalid_client");
  });

  it("A4 make a public client for users", async () => {
    const words = ["client", "create", "desktop", "--org", "myOrg", "--public"];
    const made = await run(...words, "--redirect-uri", "http://127.0.0.1/callback");
    assert.match(made, /^grant_types\s+authorization_code refresh_token$/m);
    assert.doesNotMatch(made, /client_secret/);
  });

  it("A4 make and end application keys", async () => {
    const key = (await run("key", "create", "script", "--org", "myOrg", "--hours", "2")).trim();
    const ask = () =>
      server.oauth.authenticateAsset(
        { authorization: `Bearer ${key}`, appKey: undefined },
        { serverUrl: "https://a.example", path: "/" },
      );
    assert.equal((await ask()).kind, "principal");
    const listed = await run("key", "list", "--org", "myOrg");
    const id = /^([0-9a-f]{24})\s+script\s.*active until/m.exec(listed)?.[1] ?? "";
    await run("key", "revoke", id);
    assert.equal((await ask()).kind, "invalid");
    assert.match(await run("key", "list", "--org", "myOrg"), /script\s.*revoked/);
  });

  it("A4 sign with another key, and set the groups of users", async () => {
    const rotated = /the key ([0-9a-f]{24})/.exec(await run("signing-key", "rotate"))?.[1] ?? "";
    assert.match(await run("signing-key", "list"), new RegExp(`^${rotated}\\s.*signs$`, "m"));
    assert.equal((await server.oauth.publishedKeys())[0]?.kid, rotated);
    await run("user", "groups", "admin", "--group", "b", "--group", "a");
    assert.equal(await run("user", "groups", "admin"), "a\nb\n");
    assert.equal(await run("user", "groups", "admin", "--none"), "");
  });

  it("say what is missing or wrong", async () => {
    const missing = await refusalOf(run("key", "create", "x"), "org-required");
    assert.match(missing.resolution, /--org myOrg/);
    const words = ["client", "create", "x", "--org", "myOrg", "--grant", "password"];
    assert.match((await refusalOf(run(...words), "invalid-argument")).reason, /client_credentials/);
    const hours = run("key", "create", "x", "--org", "myOrg", "--hours", "-1");
    assert.match((await refusalOf(hours, "invalid-argument")).message, /--hours -1/);
  });
});
