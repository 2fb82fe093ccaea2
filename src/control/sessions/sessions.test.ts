import assert from "node:assert/strict";
import { test } from "node:test";
import { freshControl } from "../../../test/support/open-control.ts";
import type { Session } from "./sessions.ts";

function session(id: string, owner = "ann", usedMs = 0): Session {
  return {
    id,
    owner,
    credential: "one",
    toolset: "all",
    protocolVersion: "2025-11-25",
    initialized: false,
    preferences: {},
    client: {},
    logLevel: "info",
    subscriptions: [],
    createdMs: usedMs,
    usedMs,
  };
}

test("P14 an idle session is gone, one in use is not, and none outlives its life", async () => {
  let now = 0;
  const limits = { sessionIdleMs: 1_000, sessionLifeMs: 5_000 };
  await using fresh = await freshControl({ limits, clock: { now: () => now } });
  const { sessions } = fresh.control;
  await sessions.add(session("a"));
  await sessions.add(session("b"));
  now = 900;
  sessions.touch("b");
  now = 1_100;
  assert.equal(await sessions.find("a"), undefined);
  assert.equal((await sessions.find("b"))?.id, "b");
  assert.deepEqual(await sessions.removeExpired(), ["a"]);
  for (now = 1_800; now < 5_000; now += 800) sessions.touch("b");
  now = 5_001;
  assert.equal(await sessions.find("b"), undefined);
  assert.deepEqual(await sessions.removeExpired(), ["b"]);
});

test("P14 an owner and the table hold only so many sessions, also when they are opened at once", async () => {
  await using fresh = await freshControl({ limits: { sessionsPerCallerMax: 2, sessionsMax: 3 } });
  const { sessions } = fresh.control;
  const now = Date.now();
  const added = await Promise.all(
    ["a", "b", "c"].map((id) => sessions.add(session(id, "ann", now))),
  );
  assert.deepEqual(added, ["added", "added", "owner-full"]);
  assert.equal(await sessions.add(session("d", "bob", now)), "added");
  assert.equal(await sessions.add(session("e", "eve", now)), "full");
  await sessions.remove("a");
  await sessions.remove("a");
  assert.equal(await sessions.add(session("c", "ann", now)), "added");
});

test("P14 what is changed of a session is found by everybody", async () => {
  await using fresh = await freshControl();
  const { sessions } = fresh.control;
  await sessions.add(session("a", "ann", Date.now()));
  const preferences = { org: "myOrg", projectPath: "shared" };
  await sessions.change("a", { preferences, initialized: true, logLevel: "error" });
  const found = await sessions.find("a");
  assert.deepEqual(found?.preferences, preferences);
  assert.equal(found.initialized, true);
  assert.equal(found.logLevel, "error");
});

test("P14 the log of a session keeps only so many events and bytes, and none that is too old", async () => {
  let now = 0;
  const limits = {
    sessionEventsMax: 3,
    sessionEventBytesMax: 200,
    sessionEventLifeMs: 1_000,
    sessionIdleMs: 100_000,
  };
  await using fresh = await freshControl({ limits, clock: { now: () => now } });
  const { sessions, sessionEvents: events } = fresh.control;
  await sessions.add(session("a"));
  const stream = await events.open("a", [1]);
  for (let count = 1; count <= 5; count++) await events.append("a", stream, `"${count}"`);
  assert.equal(await events.read("a", stream, 1), undefined, "what follows is not whole any more");
  assert.deepEqual(
    (await events.read("a", stream, 2))?.events.map(({ message }) => message),
    ['"3"', '"4"', '"5"'],
  );
  await events.append("a", stream, "x".repeat(1_000), 1);
  const last = await events.read("a", stream, 5);
  assert.equal(last?.ended, true);
  assert.match(String(last.events[0]?.message), /too large to be sent again.*sessionEventBytesMax/);
  now = 2_000;
  const next = await events.open("a", [2]);
  assert.equal(await events.read("a", stream, 5), undefined);
  assert.deepEqual((await events.read("a", next, 0))?.events, []);
});
