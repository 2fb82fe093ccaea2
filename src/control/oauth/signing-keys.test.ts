import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { systemClock } from "../../base/clock.ts";
import { defaultLimits } from "../../base/limits.ts";
import { freshOAuth, openOAuth } from "../../../test/support/open-oauth.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import { openIdentity, type OpenIdentity } from "../open-identity.ts";

function beside(dataDirectory: string): Promise<OpenIdentity> {
  return openIdentity({
    dataDirectory,
    clock: systemClock,
    limits: defaultLimits,
    region: "local",
  });
}

describe("signing keys", () => {
  it("A4 are the same for every process, also when all of them rotate at once", async () => {
    await using fresh = await freshOAuth();
    await fresh.oauth.publishedKeys();
    await using stack = new AsyncDisposableStack();
    const processes: OpenIdentity[] = [];
    for (let at = 0; at < 4; at++) processes.push(stack.use(await beside(fresh.path)));
    const made = await Promise.all(
      processes.map(
        async ({ signingKeys }) => await signingKeys.rotate(fresh.admin, { discardOld: false }),
      ),
    );
    const [first, ...others] = await Promise.all(
      processes.map(async ({ signingKeys }) => await signingKeys.list(fresh.admin)),
    );
    for (const other of others) assert.deepEqual(other, first);
    assert.deepEqual(await fresh.oauth.signingKeys.list(fresh.admin), first);
    assert.equal(first?.filter(({ state }) => state === "signs").length, 1);
    const known = new Set(first?.map(({ id }) => id));
    assert.ok(made.every(({ id }) => known.has(id)));
  });

  it("A4 survive a restart", async () => {
    await using fresh = await freshOAuth();
    const before = await fresh.oauth.publishedKeys();
    await using again = await openOAuth(fresh.path);
    assert.deepEqual(await again.oauth.publishedKeys(), before);
  });

  it("A4 that another server.key sealed are refused with what to do, which then mends it", async () => {
    await using fresh = await freshOAuth();
    const [old] = await fresh.oauth.publishedKeys();
    await rm(join(fresh.path, "server.key"));
    await using again = await openOAuth(fresh.path);
    const refusal = await refusalOf(again.oauth.publishedKeys(), "unavailable");
    assert.match(refusal.resolution, /slipway signing-key rotate --discard-old/);
    await using tools = await beside(fresh.path);
    const { id } = await tools.signingKeys.rotate(fresh.admin, { discardOld: true });
    const published = await again.oauth.publishedKeys();
    assert.deepEqual(
      published.map(({ kid }) => kid),
      [id],
    );
    assert.notEqual(old?.kid, id);
    await writeFile(join(fresh.path, "server.key"), "broken");
    assert.equal((await again.oauth.publishedKeys()).length, 1);
  });

  it("A4 are managed by administrators of the server alone", async () => {
    await using fresh = await freshOAuth();
    const { oauth } = fresh;
    const member = { ...fresh.admin, admin: false };
    await refusalOf(oauth.signingKeys.list(member), "not-permitted");
    await refusalOf(oauth.signingKeys.rotate(member, { discardOld: true }), "not-permitted");
  });
});
