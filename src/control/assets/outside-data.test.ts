import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { describe, it } from "node:test";
import { countOrders, publishTexts } from "../../../test/support/assets/published-package.ts";
import {
  filesOf,
  sampleAssetId,
  samplePackage,
} from "../../../test/support/assets/sample-package.ts";
import { freshControl, type TestDependencies } from "../../../test/support/open-control.ts";
import { refusal } from "../../../test/support/refusal.ts";
import { until } from "../../../test/support/until.ts";
import { PostgresForTests, postgresUrl } from "../../knowledge/warehouse/postgres-for-tests.ts";
import { workbookOf } from "../../snaps/support/excel/zip-for-tests.ts";
import type { NewPackageFile } from "./packages.ts";

const { signal } = new AbortController();
const where = { org: "myOrg", key: "shop" };
const connected: TestDependencies = { dataConnections: { erp: postgresUrl } };

function model(source: string, more = ""): string {
  return `id: shop\n${more}tables:\n  - {name: ORDERS, source: ${source}, primaryKey: [ORDER_ID]}\n`;
}

/** The sample without its CSV. */
function shopFrom(source: string, more = ""): Readonly<Record<string, string>> {
  const { "data/orders.csv": _csv, ...rest } = samplePackage;
  return { ...rest, "data-models/shop.yaml": model(source, more) };
}

async function ordersOf({ admin, control }: Awaited<ReturnType<typeof freshControl>>) {
  const principal = await control.packages.principalOf(admin);
  return await countOrders(await control.assets.open(principal, sampleAssetId, "published"));
}

const orders = [
  'CREATE TABLE orders ("ORDER_ID" int, "CUSTOMER" text, "AMOUNT" float8)',
  "INSERT INTO orders VALUES (1, 'Ada', 10.5), (2, 'Bo', 20)",
] as const;

const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;

describe("data from outside of packages", () => {
  it("A12 comes out of a sheet of an Excel workbook", async () => {
    await using fresh = await freshControl();
    const { admin, control } = fresh;
    const header = `<row>${["ORDER_ID", "CUSTOMER", "AMOUNT"].map(text).join("")}</row>`;
    const rows = [1, 2, 3].map(
      (id) => `<row><c><v>${id}</v></c>${text("Ada")}<c><v>${id}.5</v></c></row>`,
    );
    const sheet = await workbookOf(header + rows.join(""));
    const texts = shopFrom("{kind: excel, file: data/orders.xlsx, sheet: Sheet1}");
    async function* files(): AsyncGenerator<NewPackageFile> {
      yield* filesOf(texts);
      yield { path: "data/orders.xlsx", content: sheet };
    }
    await control.packages.importDraft(admin, where, files(), signal);
    assert.equal((await control.packages.publish(admin, where, {})).kind, "loading");
    await control.packages.loaded(admin, where, signal);
    assert.equal((await control.packages.publish(admin, where, {})).kind, "published");
    assert.equal(await ordersOf(fresh), 3);
  });

  it("A12 comes out of PostgreSQL by the name of a connection, and anew by interval", async ({
    mock,
  }) => {
    await using postgres = await PostgresForTests.create(...orders);
    mock.timers.enable({ apis: ["setInterval"] });
    let nowMs = 1_700_000_000_000;
    await using fresh = await freshControl({ ...connected, clock: { now: () => nowMs } });
    const { admin, control } = fresh;
    const { packages } = control;
    const source = `{kind: postgres, connection: erp, schema: ${postgres.schema}, table: orders}`;
    await publishTexts(packages, admin, where, shopFrom(source, "refreshMinutes: 5\n"));
    assert.equal(await ordersOf(fresh), 2);
    await postgres.query("INSERT INTO orders VALUES (3, 'Cy', 1)");
    const [first] = await packages.loads(admin, where);
    nowMs += 5 * 60_000 - 1;
    mock.timers.tick(2_000);
    await packages.loaded(admin, where, signal);
    assert.deepEqual(
      (await packages.loads(admin, where)).map(({ id }) => id),
      [first?.id],
    );
    assert.equal(await ordersOf(fresh), 2);
    nowMs += 1;
    mock.timers.tick(2_000);
    await until(async () => (await ordersOf(fresh)) === 3);
    const [second] = await packages.loads(admin, where);
    assert.deepEqual([second?.reason, second?.current], ["interval", true]);
  });

  it("A12 is answered where it is when the data model is a warehouse", async () => {
    await using postgres = await PostgresForTests.create(...orders);
    await using fresh = await freshControl(connected);
    const warehouse = `warehouse: {postgres: erp, schema: ${postgres.schema}}\n`;
    const { "data/orders.csv": _csv, ...rest } = samplePackage;
    const yaml = `id: shop\n${warehouse}tables:\n  - {name: orders, primaryKey: [ORDER_ID]}\n`;
    const km = samplePackage["knowledge-models/shop.yaml"]?.replaceAll('"ORDERS"', '"orders"');
    const texts = {
      ...rest,
      "data-models/shop.yaml": yaml,
      "knowledge-models/shop.yaml": km ?? "",
    };
    await publishTexts(fresh.control.packages, fresh.admin, where, texts);
    assert.equal(await ordersOf(fresh), 2);
    await postgres.query("INSERT INTO orders VALUES (3, 'Cy', 1)");
    assert.equal(await ordersOf(fresh), 3);
    assert.deepEqual(await fresh.control.packages.loads(fresh.admin, where), []);
  });

  it("A12 says which connections there are when the name is none, and no address", async () => {
    await using fresh = await freshControl(connected);
    const { admin, control } = fresh;
    const texts = shopFrom("{kind: postgres, connection: epr, table: orders}");
    await control.packages.importDraft(admin, where, filesOf(texts), signal);
    assert.equal((await control.packages.publish(admin, where, {})).kind, "loading");
    await control.packages.loaded(admin, where, signal);
    const outcome = await control.packages.publish(admin, where, {});
    assert.equal(outcome.kind, "refused");
    const words = JSON.stringify(outcome.findings);
    assert.match(words, /no connection.*epr.*Did you mean .*erp/);
    assert.ok(!words.includes(postgresUrl));
  });

  it("dataLoadsMax loads no more data models at once", async () => {
    await using postgres = await PostgresForTests.create();
    await using fresh = await freshControl({ ...connected, limits: { dataLoadsMax: 1 } });
    const { admin, control } = fresh;
    const { packages } = control;
    const lock = randomInt(1, 2 ** 31);
    await postgres.query(`SELECT pg_advisory_lock(${lock})`);
    const query = `SELECT 1 AS "ORDER_ID" FROM pg_advisory_xact_lock_shared(${lock})`;
    const waiting = `{kind: postgres, connection: erp, query: '${query}'}`;
    const keys = ["a", "b", "c"];
    for (const key of keys) {
      const place = { org: "myOrg", key };
      const texts = { "package.yaml": `name: ${key}\n`, "data-models/shop.yaml": model(waiting) };
      await packages.importDraft(admin, place, filesOf(texts), signal);
      await packages.refresh(admin, place);
    }
    const states = async () =>
      (await Array.fromAsync(keys, (key) => packages.loads(admin, { org: "myOrg", key })))
        .map(([load]) => String(load?.state))
        .toSorted((one, other) => one.localeCompare(other))
        .join(" ");
    await until(async () => (await states()).includes("loading"));
    for (let turn = 0; turn < 3; turn++) {
      const nobody = packages.loaded(admin, { org: "myOrg", key: "c" }, AbortSignal.timeout(100));
      await assert.rejects(nobody);
      assert.equal(await states(), "loading queued queued");
    }
    await postgres.query(`SELECT pg_advisory_unlock(${lock})`);
    for (const key of keys) await packages.loaded(admin, { org: "myOrg", key }, signal);
    assert.equal(await states(), "ready ready ready");
    await assert.rejects(
      packages.refresh(admin, { org: "myOrg", key: "a" }, "nope"),
      refusal("not-found", /no data model/),
    );
  });
});
