import assert from "node:assert/strict";
import { test } from "node:test";
import { freshControl } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";

test("T3 T4 The first Snaplex is up, with this process as its node", async () => {
  await using fresh = await freshControl();
  const { snaplexes } = fresh.control;
  const [snaplex, second] = await snaplexes.list(fresh.admin, "myOrg");
  assert.equal(second, undefined);
  assert.equal(snaplex?.runtimePathId, "myOrg/rt/local/dev");
  assert.equal(snaplex.path, "/myOrg/shared/dev");
  assert.deepEqual([snaplex.status, snaplex.nodesRunning, snaplex.nodesDown], ["up", 1, 0]);
  const details = await snaplexes.details(fresh.admin, { snaplexPath: "myOrg/rt/local/dev" });
  assert.deepEqual(
    [details.health, details.version, details.slotsPerNode],
    ["healthy", "1.2.3", 4],
  );
  const [node, other] = details.nodes;
  assert.equal(other, undefined);
  assert.equal(node?.status, "running");
  assert.ok(node.memoryUsedBytes > 0 && node.memoryTotalBytes > node.memoryUsedBytes);
  assert.ok(node.host !== "" && node.lastHeartbeatMs >= node.startedMs);
});

test("T4 A Snaplex is known by runtime path id, browse path and name, else named with near ones", async () => {
  await using fresh = await freshControl();
  const { snaplexes } = fresh.control;
  const targets = [
    { snaplexPath: "myOrg/rt/local/dev" },
    { snaplexPath: "/myOrg/rt/local/dev" },
    { snaplexPath: "/myOrg/shared/dev" },
    { org: "myOrg", snaplexPath: "dev" },
    { org: "myOrg" },
  ];
  for (const target of targets) {
    assert.equal(
      (await snaplexes.resolve(fresh.admin, target)).runtimePathId,
      "myOrg/rt/local/dev",
    );
  }
  const wrong = { org: "myOrg", snaplexPath: "myOrg/rt/local/dve" };
  const refusal = await refusalOf(snaplexes.resolve(fresh.admin, wrong), "not-found");
  assert.match(refusal.resolution, /Did you mean "myOrg\/rt\/local\/dev"/);
  await refusalOf(snaplexes.resolve(fresh.admin, { snaplexPath: "dev" }), "org-required");
  await refusalOf(snaplexes.list(fresh.admin, undefined), "org-required");
});
