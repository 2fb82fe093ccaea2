import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultLimits } from "../base/limits.ts";
import { admits, createSessionTable, type SessionRecord } from "./sessions.ts";

const limits = { ...defaultLimits, sessionIdleMs: 1000 };

function record(id: string, usedMs: number): SessionRecord {
  return {
    id,
    owner: "ann",
    credential: "one",
    toolset: "all",
    protocolVersion: "2025-03-26",
    initialized: false,
    preferences: {},
    usedMs,
  };
}

test("P8 an idle session is gone, and one in use is not", async () => {
  let now = 0;
  const table = createSessionTable(limits, { now: () => now });
  await table.add(record("a", 0));
  await table.add(record("b", 0));
  now = 900;
  await table.change("b", { usedMs: now });
  now = 1100;
  assert.equal(await table.find("a"), undefined);
  assert.equal((await table.find("b"))?.usedMs, 900);
  assert.deepEqual(await table.removeIdle(), ["a"]);
});

test("P8 an owner and the table hold only so many sessions, also when they are opened at once", async () => {
  const small = { ...limits, sessionsPerCallerMax: 2, sessionsMax: 3 };
  const table = createSessionTable(small, { now: () => 0 });
  const added = await Promise.all(["a", "b", "c"].map((id) => table.add(record(id, 0))));
  assert.deepEqual(added, ["added", "added", "owner-full"]);
  assert.equal(await table.add({ ...record("d", 0), owner: "bob" }), "added");
  assert.equal(await table.add({ ...record("e", 0), owner: "eve" }), "full");
  await table.remove("a");
  await table.remove("a");
  assert.equal(await table.add(record("c", 0)), "added");
  await table.remove("d");
  assert.equal(await table.add(record("f", 0)), "owner-full");
});

test("P8 a session goes on with its owner's other token or with its own expired one, and with nobody else", () => {
  const caller = { userId: "x", name: "x", admin: false, proof: "token" } as const;
  const own = record("a", 0);
  assert.equal(admits(own, { kind: "usable", caller, owner: "ann", credential: "two" }), true);
  assert.equal(admits(own, { kind: "unusable", sentence: "expired", credential: "one" }), true);
  assert.equal(admits(own, { kind: "unusable", sentence: "bad", credential: "two" }), false);
  assert.equal(admits(own, { kind: "usable", caller, owner: "bob", credential: "two" }), false);
});
