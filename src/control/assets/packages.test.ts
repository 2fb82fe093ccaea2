import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import {
  countOrders,
  publishDraft,
  publishTexts,
} from "../../../test/support/assets/published-package.ts";
import {
  changedText,
  filesOf,
  samplePackage,
  samplePackageWith,
} from "../../../test/support/assets/sample-package.ts";
import { until } from "../../../test/support/until.ts";
import { freshControl } from "../../../test/support/open-control.ts";
import { refusal } from "../../../test/support/refusal.ts";
import type { NewPackageFile } from "./packages.ts";

const { signal } = new AbortController();
const sixOrders = { "data/orders.csv": `${samplePackage["data/orders.csv"] ?? ""}6,Di,7\n` };

describe("packages", () => {
  let fresh: Awaited<ReturnType<typeof freshControl>>;
  before(async () => {
    fresh = await freshControl();
  });
  after(() => fresh[Symbol.asyncDispose]());

  let count = 0;
  const newPlace = () => ({ where: { org: "myOrg", key: `shop-${count++}` }, id: randomUUID() });
  const ordersOf = async (id: string, which: "draft" | "published") => {
    const { assets, packages } = fresh.control;
    return await countOrders(await assets.open(await packages.principalOf(fresh.admin), id, which));
  };

  it("A11 keep answering as published while the draft is changed, and go back to what was before", async () => {
    const { admin, control } = fresh;
    const { packages } = control;
    const { where, id } = newPlace();
    assert.equal(await publishTexts(packages, admin, where, samplePackageWith(id)), "1.0.0");
    assert.equal(await ordersOf(id, "published"), 5);
    await packages.importDraft(admin, where, filesOf(samplePackageWith(id, sixOrders)), signal);
    assert.equal(await ordersOf(id, "published"), 5);
    const loading = refusal("unavailable", /being loaded/);
    await assert.rejects(ordersOf(id, "draft"), loading);
    await packages.loaded(admin, where, signal);
    assert.equal(await ordersOf(id, "draft"), 6);
    assert.equal(await publishDraft(packages, admin, where), "1.0.1");
    assert.equal(await ordersOf(id, "published"), 6);
    const back = await packages.activate(admin, where, "1.0.0");
    assert.equal(back.deployed, true);
    assert.equal(await ordersOf(id, "published"), 5);
    const versions = await packages.versions(admin, where);
    assert.deepEqual(
      versions.map(({ version, deployed }) => [version, deployed]),
      [
        ["1.0.1", false],
        ["1.0.0", true],
      ],
    );
  });

  it("A11 answer with the version before until the data of the one to be deployed is loaded", async () => {
    const { admin, control } = fresh;
    const { packages } = control;
    const { where, id } = newPlace();
    await publishTexts(packages, admin, where, samplePackageWith(id));
    for (const orders of [6, 7, 8]) {
      const more = Array.from({ length: orders - 5 }, (_, index) => `${index + 6},Di,7\n`);
      const data = `${samplePackage["data/orders.csv"] ?? ""}${more.join("")}`;
      await publishTexts(
        packages,
        admin,
        where,
        samplePackageWith(id, { "data/orders.csv": data }),
      );
    }
    const waiting = await packages.activate(admin, where, "1.0.0");
    assert.deepEqual([waiting.deployed, waiting.pending], [false, true], "its data is long gone");
    assert.equal(await ordersOf(id, "published"), 8);
    await packages.loaded(admin, where, signal);
    await until(async () => {
      const found = (await packages.versions(admin, where)).find(({ deployed }) => deployed);
      return found?.version === "1.0.0";
    });
    assert.equal(await ordersOf(id, "published"), 5);
  });

  it("A11 answer no longer when unpublished, and keep their versions", async () => {
    const { admin, control } = fresh;
    const { packages } = control;
    const { where, id } = newPlace();
    await publishTexts(packages, admin, where, samplePackageWith(id));
    await packages.unpublish(admin, where);
    await assert.rejects(ordersOf(id, "published"), refusal("not-found", /not accessible/));
    assert.equal((await packages.versions(admin, where)).length, 1);
    await packages.activate(admin, where, "1.0.0");
    assert.equal(await ordersOf(id, "published"), 5);
  });

  it("A11 do not become a version with errors, and tell all of them with file and line", async () => {
    const { admin, control } = fresh;
    const { packages } = control;
    const { where, id } = newPlace();
    const texts = samplePackageWith(
      id,
      changedText("knowledge-models/shop.yaml", '."AMOUNT"', '."AMUNT"'),
    );
    const asset = texts["assets/shop.yaml"]?.replace(
      "column: ORDERS.CUSTOMER",
      "column: ORDERS.CUSTOMR",
    );
    const broken = { ...texts, "assets/shop.yaml": asset ?? "" };
    await packages.importDraft(admin, where, filesOf(broken), signal);
    const early = await packages.publish(admin, where, {});
    assert.equal(early.kind, "refused");
    assert.deepEqual(
      early.findings.map(({ file, line, code }) => [file, line, code]),
      [["assets/shop.yaml", 12, "unknown-column"]],
    );
    assert.match(early.findings[0]?.resolution ?? "", /Did you mean "ORDERS\.CUSTOMER"/);
    await packages.importDraft(admin, where, filesOf(texts), signal);
    assert.equal((await packages.publish(admin, where, {})).kind, "loading");
    await packages.loaded(admin, where, signal);
    const late = await packages.publish(admin, where, {});
    assert.equal(late.kind, "refused");
    assert.match(JSON.stringify(late.findings), /AMUNT.*Did you mean .*AMOUNT/);
    assert.deepEqual(await packages.versions(admin, where), []);
  });

  it("A11 tell files and things that differ between versions", async () => {
    const { admin, control } = fresh;
    const { packages } = control;
    const { where, id } = newPlace();
    await publishTexts(packages, admin, where, samplePackageWith(id));
    const texts = samplePackageWith(id, {
      ...changedText(
        "knowledge-models/shop.yaml",
        "ORDER_COUNT, displayName: Orders",
        "ORDER_COUNT, displayName: All orders",
      ),
      "README.md": "# Shop\n",
    });
    await packages.importDraft(admin, where, filesOf(texts), signal);
    await packages.removeFile(admin, where, "package.yaml");
    const { files, entities } = await packages.diff(admin, where, "1.0.0", "draft");
    assert.deepEqual(
      files.map(({ kind, name }) => `${kind} ${name}`),
      ["added README.md", "changed knowledge-models/shop.yaml", "removed package.yaml"],
    );
    assert.deepEqual(
      entities.map(({ kind, name }) => `${kind} ${name}`),
      ["changed knowledge-models/shop.yaml: kpis/ORDER_COUNT", "removed package.yaml: settings"],
    );
  });

  it("A11 count versions up by part, and take no version that is not above the newest", async () => {
    const { admin, control } = fresh;
    const { packages } = control;
    const { where, id } = newPlace();
    await publishTexts(packages, admin, where, samplePackageWith(id));
    const publish = async (order: Parameters<typeof packages.publish>[2]) => {
      const outcome = await packages.publish(admin, where, order);
      return outcome.kind === "published" ? outcome.version.version : outcome.kind;
    };
    assert.equal(await publish({ bump: "minor" }), "1.1.0");
    assert.equal(await publish({ version: "3.0.7" }), "3.0.7");
    assert.equal(await publish({ bump: "major" }), "4.0.0");
    await assert.rejects(publish({ version: "3.9.9" }), refusal("conflict", /not above 4\.0\.0/));
    await assert.rejects(publish({ version: "latest" }), refusal("invalid-argument", /no version/));
  });

  it("give an asset without an id one, and keep it when the file comes again", async () => {
    const { admin, control } = fresh;
    const { packages } = control;
    const { where, id } = newPlace();
    const texts = samplePackageWith(id);
    const without = texts["assets/shop.yaml"]?.replace(`id: ${id}\n`, "# Shop\n") ?? "";
    await packages.importDraft(
      admin,
      where,
      filesOf({ ...texts, "assets/shop.yaml": without }),
      signal,
    );
    const [first] = (await packages.get(admin, where)).assets;
    assert.match(first?.id ?? "", /^[0-9a-f-]{36}$/);
    const file = { path: "assets/shop.yaml", content: Buffer.from(without) };
    await packages.writeFile(admin, where, file, signal);
    const [second] = (await packages.get(admin, where)).assets;
    assert.equal(second?.id, first?.id);
    const { content } = await packages.openFile(admin, where, "assets/shop.yaml");
    const text = Buffer.concat(await Array.fromAsync(content)).toString();
    assert.equal(text, without.replace("name: Shop", `id: ${first?.id ?? ""}\nname: Shop`));
  });

  it("do not take over the id of another package", async () => {
    const { admin, control } = fresh;
    const { packages } = control;
    const one = newPlace();
    const other = newPlace();
    await packages.importDraft(admin, one.where, filesOf(samplePackageWith(one.id)), signal);
    const files = filesOf(samplePackageWith(one.id));
    await assert.rejects(
      packages.importDraft(admin, other.where, files, signal),
      refusal("already-exists", /is taken/),
    );
    await assert.rejects(packages.get(admin, other.where), refusal("not-found", /does not exist/));
  });

  it("come out of an archive as they went in", async () => {
    const { admin, control } = fresh;
    const { packages } = control;
    const { where, id } = newPlace();
    const texts = samplePackageWith(id);
    await packages.importDraft(admin, where, filesOf(texts), signal);
    const bytes = Buffer.concat(await Array.fromAsync(await packages.exportZip(admin, where)));
    await packages.remove(admin, where);
    await packages.importZip(admin, where, once(bytes), signal);
    const read: Record<string, string> = {};
    for (const { path } of await packages.files(admin, where)) {
      const { content } = await packages.openFile(admin, where, path);
      read[path] = Buffer.concat(await Array.fromAsync(content)).toString();
    }
    assert.deepEqual(read, texts);
    const broken = packages.importZip(admin, where, once(bytes.subarray(0, 200)), signal);
    await assert.rejects(broken, refusal("invalid-content", /cannot be read/));
    assert.equal((await packages.files(admin, where)).length, Object.keys(texts).length);
  });

  it("stay as they were when a file of an import is refused or breaks off", async () => {
    const { admin, control } = fresh;
    const { packages } = control;
    const { where, id } = newPlace();
    await packages.importDraft(admin, where, filesOf(samplePackageWith(id)), signal);
    const files = await packages.files(admin, where);
    const paths = [
      "../x.yaml",
      "data",
      "models/a.yaml",
      "assets/deep/a.yaml",
      "data/../../x",
      "assets//a.yaml",
    ];
    for (const path of paths) {
      const others = filesOf({ "package.yaml": "name: Other\n", [path]: "x" });
      await assert.rejects(
        packages.importDraft(admin, where, others, signal),
        refusal("invalid-argument", /no path of a file/),
      );
    }
    await assert.rejects(packages.importDraft(admin, where, breaking(), signal), /the line is cut/);
    assert.deepEqual(await packages.files(admin, where), files);
  });

  it("leave nothing behind when they are deleted", async () => {
    const { admin, control, path } = fresh;
    const { packages } = control;
    const { where, id } = newPlace();
    await publishTexts(packages, admin, where, samplePackageWith(id, sixOrders));
    const [load] = await packages.loads(admin, where);
    assert.equal(load?.state, "ready");
    await packages.remove(admin, where);
    await assert.rejects(ordersOf(id, "published"), refusal("not-found", /not accessible/));
    const names = await readdir(`${path}/loads`);
    assert.ok(!names.some((name) => name.startsWith(load?.id ?? "")), names.join());
  });
});

async function* breaking(): AsyncGenerator<NewPackageFile> {
  yield { path: "package.yaml", content: Buffer.from("name: Other\n") };
  throw new Error("the line is cut");
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
