import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { isObject } from "../src/base/json.ts";
import { assetsPath } from "../src/edge/oauth/oauth-paths.ts";
import { sampleAssetId, samplePackage } from "./support/assets/sample-package.ts";
import { type RunningServer, startServer } from "./support/server.ts";
import { temporaryDirectory } from "./support/temporary-directory.ts";
import { until } from "./support/until.ts";

const shop = "/packages/shop";
const fewOrders = 5;
/** So many that loading them takes longer than it takes to see it. */
const manyOrders = 400_000;

async function send(server: RunningServer, method: string, path: string, body?: string | object) {
  const response = await fetch(`${server.url}/api/slipway/v1${path}`, {
    method,
    headers: { authorization: `SLToken ${server.token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  assert.ok(isObject(answer));
  return { status: response.status, answer };
}

async function statesOf(server: RunningServer): Promise<string> {
  const { answer } = await send(server, "GET", `${shop}/loads`);
  return Array.isArray(answer["loads"])
    ? answer["loads"].map((load: unknown) => (isObject(load) ? load["state"] : "")).join(" ")
    : "";
}

async function settled(server: RunningServer): Promise<void> {
  await until(async () => !/queued|loading/.test(await statesOf(server)));
}

/** Publishes the sample with an application key that may ask it; the key. */
async function publishShop(server: RunningServer): Promise<string> {
  await send(server, "POST", "/packages", { org: "myOrg", key: "shop" });
  for (const [path, text] of Object.entries(samplePackage)) {
    assert.equal((await send(server, "PUT", `${shop}/files/${path}`, text)).status, 200);
  }
  assert.equal((await send(server, "POST", `${shop}/versions`, {})).status, 202);
  await settled(server);
  assert.equal((await send(server, "POST", `${shop}/versions`, {})).status, 201);
  const made = await send(server, "POST", "/application-keys", { org: "myOrg", name: "k" });
  const grant = { subjectKind: "application-key", subject: "k", permission: "USE" };
  assert.equal((await send(server, "PUT", `${shop}/permissions`, grant)).status, 200);
  return String(made.answer["key"]);
}

/** How many orders the published asset answers with. */
async function ordersOf(server: RunningServer, key: string): Promise<number> {
  const path = `${assetsPath}/${sampleAssetId}/tool-api/load-data`;
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ columns: ["ORDER_COUNT"] }),
  });
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return Number(/"ORDER_COUNT":\s*(\d+)/.exec(text)?.[1]);
}

async function versionsOf(server: RunningServer): Promise<readonly string[]> {
  const { answer } = await send(server, "GET", `${shop}/versions`);
  assert.ok(Array.isArray(answer["versions"]));
  return answer["versions"].map((one: unknown) => {
    assert.ok(isObject(one) && one["pending"] === false);
    return `${String(one["version"])}${one["deployed"] === true ? " answers" : ""}`;
  });
}

test("A11 After kill -9 in the middle of a load and of a publish one whole version answers", async () => {
  await using directory = await temporaryDirectory();
  const start = () => startServer({ dataDirectory: directory.path });
  const loads = join(directory.path, "loads");
  let key: string;
  {
    await using server = await start();
    key = await publishShop(server);
    const rows = Array.from({ length: manyOrders }, (_, at) => `${at + 1},Ada,${at}\n`);
    const data = `ORDER_ID,CUSTOMER,AMOUNT\n${rows.join("")}`;
    assert.equal((await send(server, "PUT", `${shop}/files/data/orders.csv`, data)).status, 200);
    assert.equal((await send(server, "POST", `${shop}/versions`, {})).status, 202);
    await until(async () => (await statesOf(server)).includes("loading"));
    await until(async () => (await readdir(loads)).length > 1);
    assert.equal(await server.stop("SIGKILL"), null);
  }
  {
    await using server = await start();
    assert.equal(await ordersOf(server, key), fewOrders);
    assert.deepEqual(await versionsOf(server), ["1.0.0 answers"]);
    await settled(server);
    assert.match(await statesOf(server), /^ready ready$/);
    const publishing = send(server, "POST", `${shop}/versions`, {}).catch(() => undefined);
    // What is asked after it is answered when it is at work, or done.
    await send(server, "GET", `${shop}/versions`);
    await server.stop("SIGKILL");
    await publishing;
  }
  await using server = await start();
  const versions = await versionsOf(server);
  const published = versions.length === 2;
  assert.deepEqual(versions, published ? ["1.0.1 answers", "1.0.0"] : ["1.0.0 answers"]);
  assert.equal(await ordersOf(server, key), published ? manyOrders : fewOrders);
  assert.deepEqual(
    (await readdir(loads)).filter((name) => !/^[0-9a-f]+-[0-9a-f]{8}\.duckdb$/.test(name)),
    [],
  );
  if (!published) assert.equal((await send(server, "POST", `${shop}/versions`, {})).status, 201);
  assert.equal(await ordersOf(server, key), manyOrders);
});
