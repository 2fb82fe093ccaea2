import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { freshOAuth, openOAuth } from "../../../test/support/open-oauth.ts";
import { RowGeneration } from "./row-generation.ts";
import { RowMemory } from "./row-memory.ts";

async function remembering(entriesMax: number) {
  const open = await freshOAuth();
  const clock = { nowMs: 1_000 };
  const rows = new RowGeneration(
    open.store,
    { now: () => clock.nowMs },
    { identityMemoryMs: 3_000 },
  );
  const memory = new RowMemory<string>(rows, entriesMax);
  const read: string[] = [];
  const get = (key: string): Promise<string | undefined> =>
    memory.get(key, () => {
      read.push(key);
      return Promise.resolve(key === "nothing" ? undefined : key.toUpperCase());
    });
  return { open, clock, rows, get, read };
}

describe("what is remembered of the rows", () => {
  it("is read once, and again after a change, after identityMemoryMs, and after another process wrote", async () => {
    const { open, clock, rows, get, read } = await remembering(10);
    await using _ = open;
    const twice = async (): Promise<number> => {
      assert.equal(await get("a"), "A");
      assert.equal(await get("a"), "A");
      return read.length;
    };
    assert.equal(await twice(), 1);
    rows.changed();
    assert.equal(await twice(), 2);
    clock.nowMs += 2_999;
    assert.equal(await twice(), 2);
    clock.nowMs += 1;
    assert.equal(await twice(), 3);
    await using other = await openOAuth(open.path);
    await other.oauth.groups.set(open.admin, "admin", ["x"]);
    await nextTurn();
    assert.equal(await twice(), 4);
  });

  it("has at most so many entries, and nothing of what is not there", async () => {
    const { open, get, read } = await remembering(2);
    await using _ = open;
    for (const key of ["a", "b", "c", "c", "b", "a", "nothing", "nothing"]) await get(key);
    assert.deepEqual(read, ["a", "b", "c", "a", "nothing", "nothing"]);
  });

  it("does not hold what was read while it changed", async () => {
    const { open, rows } = await remembering(2);
    await using _ = open;
    const memory = new RowMemory<string>(rows, 2);
    const stale = await memory.get("a", () => {
      rows.changed();
      return Promise.resolve("old");
    });
    assert.equal(stale, "old");
    assert.equal(await memory.get("a", () => Promise.resolve("new")), "new");
  });
});

describe("verified access tokens", () => {
  it("A4 are all good however few of them verifiedTokensMax lets the process remember", async () => {
    await using open = await freshOAuth({ limits: { verifiedTokensMax: 1 } });
    const { oauth } = open;
    const serverUrl = "https://agents.example";
    const client = await oauth.clients.create(open.admin, { org: "myOrg", name: "a" });
    const form = new Map([
      ["grant_type", "client_credentials"],
      ["client_id", client.id],
      ["client_secret", client.secret ?? ""],
      ["scope", "mcp-asset.tools:execute"],
    ]);
    const request = { form, authorization: undefined, address: "a", serverUrl };
    const tokens: string[] = [];
    for (let at = 0; at < 3; at++) tokens.push((await oauth.token(request)).access_token);
    for (const token of [...tokens, ...tokens]) {
      const found = await oauth.authenticateAsset(
        { authorization: `Bearer ${token}`, appKey: undefined },
        { serverUrl, path: "/" },
      );
      assert.equal(found.kind, "principal");
    }
  });
});
