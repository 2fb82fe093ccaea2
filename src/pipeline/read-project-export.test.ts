import assert from "node:assert/strict";
import { test } from "node:test";
import { slpFixture } from "../../test/support/slp-sample.ts";
import { defaultLimits } from "../base/limits.ts";
import { readProjectExport } from "./read-project-export.ts";

test("finds the pipelines of an export, and names its tasks, accounts and files", () => {
  const found = readProjectExport(slpFixture("reports-export.json"), defaultLimits);
  assert.deepEqual(
    found.pipelines.map(({ name, path, pipeline }) => [name, path, pipeline.form, pipeline.label]),
    [["Countdown", "/Example/Finance/Reports", "api", "Countdown"]],
  );
  assert.deepEqual(
    found.others.map(({ kind, name, path }) => ({ kind, name, path })),
    [
      { kind: "task", name: "Nightly countdown", path: "/Example/Finance/Reports" },
      { kind: "file", name: "names.expr", path: "/Example/Finance/Reports" },
      { kind: "account", name: "orders_db", path: "/Example/Finance/shared" },
    ],
  );
});

test("an account of an export comes with its class and with the text that an import takes", () => {
  const found = readProjectExport(slpFixture("reports-export.json"), defaultLimits);
  const account = found.others.find(({ kind }) => kind === "account");
  assert.equal(account?.classId, "com-snaplogic-snap-api-sql-accounts-mysqldatabaseaccount");
  const sla: unknown = JSON.parse(account.sla ?? "");
  assert.ok(typeof sla === "object" && sla !== null && "property_map" in sla);
});

test("a pipeline that cannot be read is a finding with its place in the export, and does not hide the others", () => {
  const found = readProjectExport(slpFixture("reports-export.json"), defaultLimits);
  const [finding, ...rest] = found.findings;
  assert.deepEqual(rest, []);
  assert.equal(finding?.code, "malformed-snap");
  assert.equal(finding.place.pointer, "/entries/3/snap_map/11111111-1111-1111-1111-000000000000");
});

test("a pipeline given instead of an export is refused with words that say so", () => {
  const found = readProjectExport(slpFixture("orders-report.slp"), defaultLimits);
  assert.deepEqual(found.pipelines, []);
  assert.equal(found.findings[0]?.code, "not-a-project-export");
  assert.match(
    found.findings[0]?.resolution ?? "",
    /import a single pipeline \(`\.slp`\) by itself/,
  );
});
