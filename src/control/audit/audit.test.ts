import assert from "node:assert/strict";
import { test } from "node:test";
import { freshControl, openControl } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";

test("Every recorded call is there for the org's administrators, also after a restart", async () => {
  let nowMs = 1_000;
  await using fresh = await freshControl({ clock: { now: () => nowMs++ } });
  const { control, admin, path } = fresh;
  const entry = { caller: admin, org: "myOrg", outcome: "ok", durationMs: 1.6 };
  for (let index = 0; index < 450; index++) {
    control.audit.record({ ...entry, action: `call-${index}`, requestId: `r${index}` });
  }
  control.audit.record({ action: "initialize", outcome: "bug", durationMs: 0, requestId: "x" });
  await control[Symbol.asyncDispose]();
  await using again = await openControl(path, { clock: { now: () => nowMs++ } });
  const records = await again.audit.list(admin, { org: "myOrg", limit: 1_000 });
  assert.equal(records.length, 450);
  const { id, atMs, ...newest } = records[0] ?? { id: "", atMs: 0 };
  assert.match(id, /^[0-9a-f]{24}$/);
  assert.ok(atMs > 1_000);
  assert.deepEqual(newest, {
    action: "call-449",
    org: "myOrg",
    outcome: "ok",
    durationMs: 2,
    requestId: "r449",
    user: "admin",
  });
});

test("T22 The audit of an org is closed to its members and absent to others", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  await control.identity.createUser(admin, { name: "ada", password: "engine", admin: false });
  const ada = await control.identity.operator("ada");
  await refusalOf(control.audit.list(ada, { org: "myOrg" }), "not-found");
  await control.identity.grant(admin, { user: "ada", org: "myOrg", role: "member" });
  await refusalOf(control.audit.list(ada, { org: "myOrg" }), "not-permitted");
});
