import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assetScope, basicOf, postForm } from "./support/oauth-flow.ts";
import { runCli } from "./support/run-cli.ts";
import { type RunningServer, startServer } from "./support/server.ts";

describe("slipway client, key and user groups, beside a running server", () => {
  let server: RunningServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server[Symbol.asyncDispose]());

  async function run(...words: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await runCli([...words, "--data", server.dataDirectory]);
    assert.equal(code, 0, stderr);
    return stdout;
  }

  it("A4 make a client that gets a token, rotate its secret and end it, and the server knows at once", async () => {
    const made = await run("client", "create", "agent", "--org", "myOrg", "--group", "finance");
    const id = /^client_id\s+(\S+)$/m.exec(made)?.[1] ?? "";
    const secret = /^client_secret\s+(\S+)$/m.exec(made)?.[1] ?? "";
    const statusWith = async (text: string): Promise<number> => {
      const form = { grant_type: "client_credentials", scope: assetScope };
      return (await postForm(server.url, form, basicOf(id, text))).status;
    };
    assert.equal(await statusWith(secret), 200);
    const listed = await run("client", "list", "--org", "myOrg");
    assert.match(
      listed,
      new RegExp(`^${id}\\s+agent\\s+confidential\\s+client_credentials\\s+active$`, "m"),
    );
    assert.ok(!listed.includes(secret));
    const next = (await run("client", "rotate", id, "--grace-hours", "1")).trim();
    assert.deepEqual([await statusWith(secret), await statusWith(next)], [200, 200]);
    await run("client", "revoke", id);
    assert.deepEqual([await statusWith(secret), await statusWith(next)], [401, 401]);
    assert.ok(!server.output().includes(secret));
  });

  it("A4 make and end application keys, sign with another key, and set groups", async () => {
    const key = (await run("key", "create", "script", "--org", "myOrg", "--hours", "2")).trim();
    assert.match(key, /^slk_/);
    const listed = await run("key", "list", "--org", "myOrg");
    const id = /^([0-9a-f]{24})\s+script\s.*active until/m.exec(listed)?.[1] ?? "";
    await run("key", "revoke", id);
    assert.match(await run("key", "list", "--org", "myOrg"), /script\s.*revoked/);
    const rotated = /the key ([0-9a-f]{24})/.exec(await run("signing-key", "rotate"))?.[1] ?? "";
    assert.match(await run("signing-key", "list"), new RegExp(`^${rotated}\\s.*signs$`, "m"));
    const jwks = await (await fetch(`${server.url}/oauth2/jwks`)).text();
    assert.ok(jwks.includes(rotated));
    await run("user", "groups", "admin", "--group", "b", "--group", "a");
    assert.equal(await run("user", "groups", "admin"), "a\nb\n");
    assert.equal(await run("user", "groups", "admin", "--none"), "");
  });

  it("says what is missing", async () => {
    const { code, stderr } = await runCli(["key", "create", "x", "--data", server.dataDirectory]);
    assert.equal(code, 1);
    assert.match(stderr, /Organization is required[\s\S]*--org myOrg/);
  });
});
