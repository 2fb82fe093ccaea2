import assert from "node:assert/strict";
import { test } from "node:test";
import { freshControl } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import { buildSlp } from "../../pipeline/build-slp.ts";

const where = { org: "myOrg", projectPath: "myProject" };

function slp(label: string, content = "[]"): string {
  return buildSlp({
    label,
    snaps: [
      {
        id: "make",
        classId: "com-snaplogic-snaps-transform-jsongenerator",
        settings: { editable_content: content },
      },
    ],
  });
}

test("T5 T17 An import creates, refuses a duplicate with both ways out, and overwrites in place", async () => {
  await using fresh = await freshControl();
  const { pipelines } = fresh.control;
  const order = { ...where, slp: slp("Orders"), duplicateCheck: true };
  const created = await pipelines.import(fresh.admin, order);
  assert.equal(created.action, "created");
  assert.equal(created.path, "/myOrg/myProject/Orders");
  assert.equal(created.version, 1);
  assert.match(created.snodeId, /^[0-9a-f]{24}$/);

  const refusal = await refusalOf(pipelines.import(fresh.admin, order), "already-exists");
  assert.match(refusal.message, /already exists/);
  assert.match(refusal.resolution, /"duplicate_check": false.*"pipeline_name": "Orders 2"/);

  const second = slp("Orders", '[{"a": 1}]');
  const overwritten = await pipelines.import(fresh.admin, {
    ...order,
    slp: second,
    duplicateCheck: false,
  });
  assert.equal(overwritten.action, "overwritten");
  assert.equal(overwritten.snodeId, created.snodeId);
  assert.equal(overwritten.version, 2);
  const target = { path: created.path };
  assert.equal((await pipelines.get(fresh.admin, target)).slp, second);
  assert.equal((await pipelines.content(fresh.admin, target, 1)).slp, order.slp);
  assert.deepEqual(
    (await pipelines.versions(fresh.admin, target)).map(({ version, author }) => [version, author]),
    [
      [2, "admin"],
      [1, "admin"],
    ],
  );
  await refusalOf(pipelines.content(fresh.admin, target, 3), "not-found");
});

test("T5 What lint finds comes with the import and does not stop it; unreadable text does", async () => {
  await using fresh = await freshControl();
  const { pipelines } = fresh.control;
  const unknownSnap = buildSlp({ label: "Odd", snaps: [{ id: "a", classId: "com-none" }] });
  const imported = await pipelines.import(fresh.admin, {
    ...where,
    slp: unknownSnap,
    duplicateCheck: true,
  });
  assert.ok(imported.findings.some((finding) => finding.severity === "error"));
  for (const text of ["/tmp/x.slp", "{", "[]", "", '{"job_class": 1}']) {
    const order = { ...where, slp: text, duplicateCheck: true };
    await refusalOf(pipelines.import(fresh.admin, order), "invalid-pipeline");
  }
  const nameless = { ...where, slp: slp(""), duplicateCheck: true };
  await refusalOf(pipelines.import(fresh.admin, nameless), "invalid-argument");
  const slashed = { ...where, slp: slp("a/b"), duplicateCheck: true };
  await refusalOf(pipelines.import(fresh.admin, slashed), "invalid-argument");
  const named = await pipelines.import(fresh.admin, { ...slashed, name: "a-b" });
  assert.equal(named.name, "a-b");
});

test("T15 A pipeline is found by its path, by path below the org, and by name in a project", async () => {
  await using fresh = await freshControl();
  const { pipelines } = fresh.control;
  const targets = [
    { path: "/myOrg/myProject/myPipeline" },
    { path: "myOrg/myProject/myPipeline" },
    { path: "/myOrg/myProject/myPipeline", org: "elsewhere", projectPath: "shared" },
    { org: "myOrg", path: "myProject/myPipeline" },
    { ...where, name: "myPipeline" },
    { ...where, name: "/myOrg/myProject/myPipeline" },
  ];
  for (const target of targets) {
    assert.equal((await pipelines.get(fresh.admin, target)).path, "/myOrg/myProject/myPipeline");
  }
  const misspelt = await refusalOf(
    pipelines.get(fresh.admin, { path: "/myOrg/myProject/myPipline" }),
    "not-found",
  );
  assert.match(misspelt.resolution, /Did you mean "myPipeline"/);
  const elsewhere = await refusalOf(
    pipelines.get(fresh.admin, { path: "/myOrg/shared/myPipeline" }),
    "not-found",
  );
  assert.match(elsewhere.resolution, /"\/myOrg\/myProject\/myPipeline"/);
  await refusalOf(pipelines.get(fresh.admin, {}), "invalid-argument");
  await refusalOf(pipelines.get(fresh.admin, { path: "/myOrg/x" }), "invalid-argument");
});

test("T5 Imports at the same time of one name leave one pipeline with all versions", async () => {
  await using fresh = await freshControl();
  const { pipelines } = fresh.control;
  const order = { ...where, slp: slp("Race"), duplicateCheck: false };
  const all = await Promise.all(
    Array.from({ length: 8 }, () => pipelines.import(fresh.admin, order)),
  );
  assert.equal(new Set(all.map((one) => one.snodeId)).size, 1);
  assert.deepEqual(
    all.map((one) => one.version).toSorted((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
  assert.equal((await pipelines.list(fresh.admin, where)).length, 2);
});
