import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { type PackageTexts, samplePackage } from "../../../test/support/assets/sample-package.ts";
import { openControl, temporaryDirectory } from "../../../test/support/open-control.ts";
import { until } from "../../../test/support/until.ts";
import type { LogFields, Logger } from "../../base/logger.ts";

const where = { org: "myOrg", key: "order-to-cash" };

/** A first start with a sample of these files, and what it logs. */
async function firstStart(texts: PackageTexts) {
  await using stack = new AsyncDisposableStack();
  const directory = stack.use(await temporaryDirectory());
  const folder = join(directory.path, "sample");
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const logged: { readonly message: string; readonly fields: LogFields | undefined }[] = [];
  const keep: Logger["warn"] = (message, fields) => void logged.push({ message, fields });
  const logger = { info: keep, warn: keep, error: keep };
  const data = join(directory.path, "data");
  const control = stack.use(await openControl(data, { sampleAssetFolder: folder, logger }));
  const all = stack.move();
  return { control, logged, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

describe("the sample asset of a first start", () => {
  it("is published without a word", async () => {
    await using started = await firstStart(samplePackage);
    const { packages, identity } = started.control;
    const admin = await identity.operator();
    await until(async () => (await packages.versions(admin, where)).length === 1);
    assert.deepEqual(started.logged, []);
  });

  it("is logged with the place and the reason when it has errors", async () => {
    const asset = samplePackage["assets/shop.yaml"]?.replace("shop-km", "shop-kn") ?? "";
    await using started = await firstStart({ ...samplePackage, "assets/shop.yaml": asset });
    await until(() => started.logged.length > 0);
    const [entry, ...more] = started.logged;
    assert.deepEqual(more, []);
    assert.match(entry?.message ?? "", /not published/);
    assert.match(String(entry?.fields?.["reason"]), /^assets\/shop\.yaml:4: .*`shop-kn`.*shop-km/);
    assert.equal(entry?.fields?.["key"], "order-to-cash");
  });

  it("is logged when its data cannot be loaded", async () => {
    await using started = await firstStart({ ...samplePackage, "data/orders.csv": "" });
    await until(() => started.logged.length > 0);
    assert.match(String(started.logged[0]?.fields?.["reason"]), /^data-models\/shop\.yaml/);
  });
});
