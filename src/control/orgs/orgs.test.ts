import assert from "node:assert/strict";
import { test } from "node:test";
import { freshControl } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";

test("T14 Without an org the error is `Organization is required` and says how to mend it", async () => {
  await using fresh = await freshControl();
  const refusal = await refusalOf(
    fresh.control.orgs.resolve(fresh.admin, undefined),
    "org-required",
  );
  assert.equal(refusal.message, "Organization is required");
  assert.match(refusal.resolution, /"org": "myOrg".*save_user_preferences/);
});

test("T22 An org that is foreign is answered word for word like one that does not exist", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  await control.orgs.create(admin, "otherOrg");
  await control.identity.createUser(admin, { name: "ada", password: "engine", admin: false });
  await control.identity.grant(admin, { user: "ada", org: "myOrg", role: "member" });
  const ada = await control.identity.operator("ada");
  const foreign = await refusalOf(control.orgs.resolve(ada, "otherOrg"), "not-found");
  const unknown = await refusalOf(control.orgs.resolve(ada, "xtherOrg"), "not-found");
  assert.equal(unknown.message.replace("xther", "other"), foreign.message);
  assert.equal(unknown.reason, foreign.reason);
  assert.equal(unknown.resolution, foreign.resolution);
  const path = "/otherOrg/shared/p";
  await refusalOf(control.pipelines.get(ada, { path }), "not-found");
});

test("T14 A project path that starts with the org's name is refused with the right value", async () => {
  await using fresh = await freshControl();
  const { orgs } = fresh.control;
  for (const projectPath of ["myOrg/myProject", "/myOrg/myProject"]) {
    const where = { org: "myOrg", projectPath };
    const refusal = await refusalOf(orgs.resolveProject(fresh.admin, where), "invalid-argument");
    assert.match(refusal.resolution, /"project_path": "myProject"/);
  }
});

test("A project passed as the org, and a project misspelt, are answered with what was meant", async () => {
  await using fresh = await freshControl();
  const { orgs } = fresh.control;
  const asOrg = await refusalOf(orgs.resolve(fresh.admin, "myProject"), "not-found");
  assert.match(asOrg.resolution, /pass "org": "myOrg" and "project_path": "myProject"/);
  const where = { org: "myOrg", projectPath: "myProjekt" };
  const misspelt = await refusalOf(orgs.resolveProject(fresh.admin, where), "not-found");
  assert.match(misspelt.resolution, /Did you mean "myProject"/);
});

test("Project paths that are no names are refused", async () => {
  await using fresh = await freshControl();
  const paths = ["..", "a/..", "a/b/c", "a\u0000b", " a", "a//b", "", "x".repeat(256), "a\\b"];
  for (const projectPath of paths) {
    const where = { org: "myOrg", projectPath };
    await refusalOf(fresh.control.orgs.ensureProject(fresh.admin, where), "invalid-argument");
  }
});

test("T2 The counts are of what the caller sees", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  await control.orgs.ensureProject(admin, { org: "myOrg", projectPath: "Team/one" });
  await control.orgs.ensureProject(admin, { org: "myOrg", projectPath: "Team/one" });
  assert.deepEqual(await control.orgs.counts(admin), { organizations: 1, projects: 3, assets: 3 });
  await control.identity.createUser(admin, { name: "ada", password: "engine", admin: false });
  const ada = await control.identity.operator("ada");
  assert.deepEqual(await control.orgs.counts(ada), { organizations: 0, projects: 0, assets: 0 });
});

test("T14 Without a project the projects of the org are named; the argument is called as the caller calls it", async () => {
  await using fresh = await freshControl();
  const { orgs } = fresh.control;
  const none = await refusalOf(
    orgs.resolveProject(fresh.admin, { org: "myOrg" }),
    "invalid-argument",
  );
  assert.match(none.reason, /"myProject", "shared"/);
  assert.match(none.resolution, /^Pass "project_path": "myProject"/);
  const where = { org: "myOrg", projectPath: "myOrg/shared" };
  const asDefault = await refusalOf(
    orgs.resolveProject(fresh.admin, where, "default_path"),
    "invalid-argument",
  );
  assert.equal(asDefault.resolution, 'Pass "default_path": "shared".');
});
