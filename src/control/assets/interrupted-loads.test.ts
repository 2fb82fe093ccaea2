import assert from "node:assert/strict";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { countOrders, publishTexts } from "../../../test/support/assets/published-package.ts";
import {
  filesOf,
  sampleAssetId,
  samplePackage,
} from "../../../test/support/assets/sample-package.ts";
import { openControl, temporaryDirectory } from "../../../test/support/open-control.ts";
import { until } from "../../../test/support/until.ts";
import { openStore } from "../../store/open-store.ts";

const { signal } = new AbortController();
const where = { org: "myOrg", key: "shop" };

describe("loads that broke off", () => {
  it("A11 are done by the next start, and what a killed process left on disk goes", async () => {
    await using directory = await temporaryDirectory();
    {
      await using control = await openControl(directory.path);
      const admin = await control.identity.operator();
      await publishTexts(control.packages, admin, where, samplePackage);
    }
    const store = await openStore(join(directory.path, "slipway.sqlite"));
    await store
      .updateTable("data_loads")
      .set({ state: "loading", holder: "a process that was killed", file: "" })
      .execute();
    await store.destroy();
    const loads = join(directory.path, "loads");
    await writeFile(join(loads, "half.duckdb"), "not a database");
    await mkdir(join(loads, "half.duckdb.files", "data"), { recursive: true });
    await using control = await openControl(directory.path);
    const { packages, assets, identity } = control;
    const admin = await identity.operator();
    await packages.loaded(admin, where, signal);
    const principal = await packages.principalOf(admin);
    const asset = await assets.open(principal, sampleAssetId, "published");
    assert.equal(await countOrders(asset), 5);
    const [load] = await packages.loads(admin, where);
    const names = (await readdir(loads)).filter((name) => !name.startsWith(load?.id ?? "-"));
    assert.deepEqual(names, []);
  });

  it("A11 keep no version from answering that was published, or chosen, just before a kill", async () => {
    await using directory = await temporaryDirectory();
    {
      await using control = await openControl(directory.path);
      const admin = await control.identity.operator();
      await publishTexts(control.packages, admin, where, samplePackage);
    }
    for (const data of ["there", "gone"]) {
      const store = await openStore(join(directory.path, "slipway.sqlite"));
      await store
        .updateTable("packages")
        .set({ deployed_version: null, pending_version: "1.0.0" })
        .execute();
      if (data === "gone") await store.deleteFrom("data_loads").execute();
      await store.destroy();
      await using control = await openControl(directory.path);
      const { packages, assets, identity } = control;
      const admin = await identity.operator();
      await until(async () => (await packages.versions(admin, where))[0]?.deployed === true);
      const principal = await packages.principalOf(admin);
      const asset = await assets.open(principal, sampleAssetId, "published");
      assert.equal(await countOrders(asset), 5, data);
    }
  });

  it("are given back when the server stops, and go on with the next one", async () => {
    await using directory = await temporaryDirectory();
    {
      await using control = await openControl(directory.path);
      const admin = await control.identity.operator();
      await control.packages.importDraft(admin, where, filesOf(samplePackage), signal);
      assert.equal((await control.packages.publish(admin, where, {})).kind, "loading");
    }
    await using control = await openControl(directory.path);
    const admin = await control.identity.operator();
    await control.packages.loaded(admin, where, signal);
    assert.equal((await control.packages.publish(admin, where, {})).kind, "published");
  });

  it("let the sample of a first start be published by a later one", async () => {
    await using directory = await temporaryDirectory();
    const folder = join(directory.path, "sample");
    for (const [path, text] of Object.entries(samplePackage)) {
      await mkdir(join(folder, path, ".."), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const data = join(directory.path, "data");
    const sample = { org: "myOrg", key: "order-to-cash" };
    for (const attempt of [1, 2]) {
      await using control = await openControl(data, { sampleAssetFolder: folder });
      const admin = await control.identity.operator();
      const versions = await control.packages.versions(admin, sample);
      if (attempt === 1) assert.deepEqual(versions, [], "the start did not wait for it");
      else await until(async () => (await control.packages.versions(admin, sample)).length === 1);
    }
    await using control = await openControl(data, { sampleAssetFolder: folder });
    const admin = await control.identity.operator();
    const [version] = await control.packages.versions(admin, sample);
    assert.equal(version?.deployed, true);
    const principal = await control.packages.principalOf(admin);
    assert.equal(
      await countOrders(await control.assets.open(principal, sampleAssetId, "published")),
      5,
    );
  });
});
