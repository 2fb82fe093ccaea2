import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import {
  countOrders,
  publishDraft,
  publishTexts,
} from "../../../test/support/assets/published-package.ts";
import {
  filesOf,
  samplePackage,
  samplePackageWith,
} from "../../../test/support/assets/sample-package.ts";
import { freshControl } from "../../../test/support/open-control.ts";
import { refusal } from "../../../test/support/refusal.ts";
import { until } from "../../../test/support/until.ts";
import { openStore } from "../../store/open-store.ts";
import type { OpenAsset } from "./assets.ts";

const { signal } = new AbortController();
const where = { org: "myOrg", key: "shop" };

/** The sample with so many orders. */
function shopOf(orders: number, id: string = randomUUID()) {
  const rows = Array.from({ length: orders }, (_, at) => `${at + 1},Ada,1\n`);
  return samplePackageWith(id, {
    "data/orders.csv": `ORDER_ID,CUSTOMER,AMOUNT\n${rows.join("")}`,
  });
}

/** A clock that stands, and intervals that pass when they are told to. */
function standingTime({ mock }: TestContext) {
  mock.timers.enable({ apis: ["setInterval"] });
  let nowMs = Date.now();
  return {
    clock: { now: () => nowMs },
    pass(ms: number): void {
      nowMs += ms;
      mock.timers.tick(10_000);
    },
  };
}

describe("limits of packages", () => {
  it("packagesPerOrgMax refuses one more in an org, not in another", async () => {
    await using fresh = await freshControl({ limits: { packagesPerOrgMax: 2 } });
    const { admin, control } = fresh;
    const { packages, orgs } = control;
    for (const key of ["a", "b"]) await packages.create(admin, { org: "myOrg", key });
    const full = refusal("limit-reached", /packagesPerOrgMax|too many packages/);
    await assert.rejects(packages.create(admin, { org: "myOrg", key: "c" }), full);
    const files = filesOf(samplePackage);
    await assert.rejects(
      packages.importDraft(admin, { org: "myOrg", key: "c" }, files, signal),
      full,
    );
    await packages.importDraft(admin, { org: "myOrg", key: "b" }, filesOf(samplePackage), signal);
    await orgs.create(admin, "otherOrg");
    await packages.create(admin, { org: "otherOrg", key: "c" });
    await packages.remove(admin, { org: "myOrg", key: "a" });
    await packages.create(admin, { org: "myOrg", key: "c" });
  });

  it("packageVersionsMax refuses one more version, and the one before goes on", async () => {
    await using fresh = await freshControl({ limits: { packageVersionsMax: 2 } });
    const { admin, control } = fresh;
    const { packages } = control;
    await publishTexts(packages, admin, where, samplePackage);
    await publishDraft(packages, admin, where);
    await assert.rejects(
      packages.publish(admin, where, {}),
      refusal("limit-reached", /too many versions/),
    );
    const versions = await packages.versions(admin, where);
    assert.deepEqual(
      versions.map(({ version, deployed }) => [version, deployed]),
      [
        ["1.0.1", true],
        ["1.0.0", false],
      ],
    );
  });

  it("packageQuestionsMax keeps a draft from being published, and lets it be mended", async () => {
    await using fresh = await freshControl({ limits: { packageQuestionsMax: 2 } });
    const { admin, control } = fresh;
    const { packages } = control;
    const question = "  - {tool: load_data, arguments: {columns: [ORDER_COUNT]}}\n";
    const asking = (count: number) => ({
      ...samplePackage,
      "questions/a.yaml": `questions:\n${question}`,
      "questions/b.yaml": `questions:\n${question.repeat(count - 1)}`,
    });
    await packages.importDraft(admin, where, filesOf(asking(3)), signal);
    const outcome = await packages.publish(admin, where, {});
    assert.equal(outcome.kind, "refused");
    const [finding] = outcome.findings;
    assert.deepEqual([finding?.code, finding?.file], ["too-many-questions", "questions/b.yaml"]);
    assert.match(finding?.reason ?? "", /may have 2 .*packageQuestionsMax.*found 3/);
    assert.equal((await packages.questions(admin, where)).questions.length, 2);
    await publishTexts(packages, admin, where, asking(2));
  });

  it("dataLoadVersionsMax keeps the data of the newest versions alone", async () => {
    await using fresh = await freshControl({ limits: { dataLoadVersionsMax: 1 } });
    const { admin, control } = fresh;
    const { packages } = control;
    const id = randomUUID();
    for (const orders of [1, 2, 3]) {
      await publishTexts(packages, admin, where, shopOf(orders, id));
    }
    await until(async () => (await packages.loads(admin, where)).length === 1);
    const [load] = await packages.loads(admin, where);
    assert.deepEqual(load?.rowCounts, { ORDERS: 3 });
    assert.equal((await packages.activate(admin, where, "1.0.1")).pending, true);
    await packages.loaded(admin, where, signal);
    await until(async () => (await packages.get(admin, where)).deployedVersion === "1.0.1");
  });

  it("dataLoadSilenceMs leaves a load to another process until that one is silent for longer", async () => {
    let nowMs = 1_700_000_000_000;
    const limits = { dataLoadSilenceMs: 5_000 };
    await using fresh = await freshControl({ limits, clock: { now: () => nowMs } });
    const { admin, control, path } = fresh;
    const { packages } = control;
    await publishTexts(packages, admin, where, samplePackage);
    const store = await openStore(join(path, "slipway.sqlite"));
    await store
      .updateTable("data_loads")
      .set({ state: "loading", holder: "another process", heartbeat_ms: nowMs })
      .execute();
    await store.destroy();
    const stateOf = async () => (await packages.loads(admin, where))[0]?.state;
    nowMs += 5_000;
    await assert.rejects(packages.loaded(admin, where, AbortSignal.timeout(300)));
    assert.equal(await stateOf(), "loading");
    nowMs += 1;
    await packages.loaded(admin, where, signal);
    assert.equal(await stateOf(), "ready");
  });

  it("knowledgeBaseIdleMs closes data that nobody asks, and opens it again for who does", async (context) => {
    const time = standingTime(context);
    const limits = { knowledgeBaseIdleMs: 60_000 };
    await using fresh = await freshControl({ limits, clock: time.clock });
    const open = await opener(fresh, [2]);
    const first = await open(0);
    time.pass(59_999);
    await settle();
    assert.equal((await open(0)).knowledge, first.knowledge);
    time.pass(60_000);
    await settle();
    const anew = await open(0);
    assert.notEqual(anew.knowledge, first.knowledge);
    assert.equal(await countOrders(anew), 2);
  });

  it("knowledgeBasesMax closes what was idle longest, and nothing that was asked just now", async (context) => {
    const time = standingTime(context);
    await using fresh = await freshControl({ limits: { knowledgeBasesMax: 1 }, clock: time.clock });
    const open = await opener(fresh, [2, 3]);
    const [one, other] = [await open(0), await open(1)];
    time.pass(20_000);
    await settle();
    assert.equal((await open(1)).knowledge, other.knowledge);
    time.pass(10_000);
    await settle();
    assert.equal((await open(1)).knowledge, other.knowledge, "it was asked 10 s ago");
    const anew = await open(0);
    assert.notEqual(anew.knowledge, one.knowledge, "it was idle for 30 s");
    assert.equal(await countOrders(anew), 2);
  });
});

/** Lets what an interval began come to its end; it waits for nothing but promises. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((next) => void setImmediate(next));
}

/** Publishes packages of so many orders each; opens the asset of one of them. */
async function opener(
  { admin, control }: Awaited<ReturnType<typeof freshControl>>,
  orders: readonly number[],
): Promise<(index: number) => Promise<OpenAsset>> {
  const ids: string[] = [];
  for (const [index, count] of orders.entries()) {
    const id = randomUUID();
    const place = { org: "myOrg", key: `shop-${index}` };
    await publishTexts(control.packages, admin, place, shopOf(count, id));
    ids.push(id);
  }
  const principal = await control.packages.principalOf(admin);
  return async (index) => await control.assets.open(principal, ids[index] ?? "", "published");
}
