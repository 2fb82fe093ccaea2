import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { temporaryDirectory } from "../../../../test/support/open-control.ts";
import { openStore } from "../../../store/open-store.ts";
import { claimLoad, loadsOf, queueLoad } from "./load-rows.ts";

const row = {
  id: "package",
  org_id: "org",
  key: "shop",
  name: "Shop",
  draft_revision: 0,
  deployed_version: null,
  pending_version: null,
  members_may_use: 0,
  created_by: "admin",
  created_ms: 0,
  updated_ms: 0,
} as const;
const request = { dataModel: "shop", version: "draft", content: "abc", reason: "draft" } as const;

describe("rows of loads", () => {
  it("are queued once and claimed by one of two processes, by another when that one is silent", async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, "rows.sqlite");
    await using stack = new AsyncDisposableStack();
    const one = stack.adopt(await openStore(path), (store) => store.destroy());
    const other = stack.adopt(await openStore(path), (store) => store.destroy());
    await one.insertInto("orgs").values({ id: "org", name: "org", created_ms: 0 }).execute();
    await one.insertInto("packages").values(row).execute();
    const clock = { now: () => 1_000 };
    for (const store of [one, other, one]) await queueLoad(store, clock, row, request);
    const [load, ...more] = await loadsOf(other, row.id);
    assert.ok(load !== undefined && more.length === 0);
    const silenceMs = 30_000;
    const claims = await Promise.all([
      claimLoad(one, load.id, "one", 2_000, silenceMs),
      claimLoad(other, load.id, "other", 2_000, silenceMs),
    ]);
    assert.deepEqual(claims.toSorted(), [false, true]);
    assert.equal(await claimLoad(other, load.id, "other", 32_000, silenceMs), false);
    assert.equal(await claimLoad(other, load.id, "other", 32_001, silenceMs), true);
    await queueLoad(one, clock, row, request);
    assert.equal((await loadsOf(one, row.id)).length, 1, "it is at work already");
  });
});
