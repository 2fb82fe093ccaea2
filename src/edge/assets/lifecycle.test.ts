import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isObject } from "../../base/json.ts";
import { sampleAssetId, samplePackage } from "../../../test/support/assets/sample-package.ts";
import { type ServedEdge, serveEdge } from "../../../test/support/serve-edge.ts";
import { until } from "../../../test/support/until.ts";

const shop = "/packages/shop";

describe("packages over REST", () => {
  let served: ServedEdge;
  before(async () => {
    served = await serveEdge({ limits: { yamlBytesMax: 20_000, packageFilesMax: 20 } });
  });
  after(() => served[Symbol.asyncDispose]());

  async function ask(
    method: string,
    path: string,
    body?: RequestInit["body"],
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly status: number; readonly answer: Answer; readonly headers: Headers }> {
    const response = await fetch(`${served.url}/api/slipway/v1${path}`, {
      method,
      headers: { authorization: `SLToken ${served.token}`, ...headers },
      ...(body === undefined || body === null ? {} : { body }),
    });
    const text = await response.text();
    const json: unknown = /json/.test(response.headers.get("content-type") ?? "")
      ? JSON.parse(text)
      : { text };
    assert.ok(isObject(json), text);
    return { status: response.status, answer: json, headers: response.headers };
  }
  const send = (method: string, path: string, value: unknown) =>
    ask(method, path, JSON.stringify(value), { "content-type": "application/json" });
  async function put(path: string, text: string) {
    return await ask("PUT", `${shop}/files/${path}`, text);
  }
  async function loaded(): Promise<void> {
    await until(async () => {
      const { answer } = await ask("GET", `${shop}/loads`);
      return !/"(queued|loading)"/.test(JSON.stringify(answer["loads"]));
    });
  }

  it("A11 go from files to a version that answers, and back", async () => {
    assert.equal((await send("POST", "/packages", { org: "myOrg", key: "shop" })).status, 201);
    assert.equal((await send("POST", "/packages", { key: "shop" })).status, 409);
    for (const [path, text] of Object.entries(samplePackage)) {
      assert.equal((await put(path, text)).status, 200, path);
    }
    const early = await ask("GET", `${shop}/validation`);
    assert.deepEqual([early.answer["valid"], early.answer["withData"]], [true, false]);
    assert.equal((await send("POST", `${shop}/versions`, {})).status, 202);
    await loaded();
    const published = await send("POST", `${shop}/versions`, { summary: "First" });
    assert.deepEqual([published.status, published.answer["version"]], [201, "1.0.0"]);
    const detail = (await ask("GET", shop)).answer;
    assert.match(JSON.stringify(detail["assets"]), new RegExp(sampleAssetId));
    const km = samplePackage["knowledge-models/shop.yaml"] ?? "";
    await put(
      "knowledge-models/shop.yaml",
      km.replace("displayName: Amount", "displayName: Worth"),
    );
    const diff = await ask("GET", `${shop}/diff`);
    assert.match(JSON.stringify(diff.answer["entities"]), /records\/ORDERS\/attributes\/AMOUNT/);
    const second = await send("POST", `${shop}/versions`, { bump: "minor" });
    assert.deepEqual([second.status, second.answer["version"]], [201, "1.1.0"]);
    const back = await send("PUT", `${shop}/deployment`, { version: "1.0.0" });
    assert.deepEqual([back.status, back.answer["deployed"]], [200, true]);
    assert.equal((await send("PUT", `${shop}/deployment`, { version: "9.9.9" })).status, 404);
    assert.equal((await ask("DELETE", `${shop}/deployment`)).status, 200);
    assert.equal((await ask("GET", shop)).answer["deployedVersion"], undefined);
    assert.equal((await send("PUT", `${shop}/deployment`, { version: "1.1.0" })).status, 200);
  });

  it("A11 refuse to publish errors, with the report that tells them", async () => {
    const km = samplePackage["knowledge-models/shop.yaml"] ?? "";
    await put("knowledge-models/shop.yaml", km.replace('"ORDERS"."AMOUNT"', '"ORDERS"."AMUNT"'));
    const refused = await send("POST", `${shop}/versions`, {});
    assert.equal(refused.status, 422);
    const report = refused.answer["validation"];
    assert.ok(isObject(report) && report["valid"] === false);
    assert.match(
      JSON.stringify(report["results"]),
      /"layer":"PIG_SEMANTICS".*"nodeKey":"knowledge-models\/shop\.yaml".*"line":11/,
    );
    await put("knowledge-models/shop.yaml", km);
  });

  it("A11 compare the answers of the draft with those published", async () => {
    const questions = `questions:
  - {name: all, tool: load_data, arguments: {columns: [ORDER_COUNT]}}
  - {name: Ada, tool: load_data_of_customer, arguments: {customer: Ada}}
  - {name: nobody, tool: load_data_of_customer, arguments: {custmer: Ada}}
`;
    await put("questions/counts.yaml", questions);
    const alike = await ask("GET", `${shop}/comparison`);
    assert.deepEqual(
      [alike.status, alike.answer["same"]],
      [200, true],
      JSON.stringify(alike.answer),
    );
    await put("data/orders.csv", `${samplePackage["data/orders.csv"] ?? ""}6,Ada,7\n`);
    await ask("GET", `${shop}/comparison`);
    await loaded();
    const { answer } = await ask("GET", `${shop}/comparison`);
    assert.equal(answer["same"], false);
    const answers = Array.isArray(answer["answers"]) ? answer["answers"] : [];
    assert.deepEqual(
      answers.map((one: unknown) => isObject(one) && [one["name"], one["same"]]),
      [
        ["questions/counts.yaml#all", false],
        ["questions/counts.yaml#Ada", false],
        ["questions/counts.yaml#nobody", true],
      ],
    );
    assert.match(JSON.stringify(answers[0]), /ORDER_COUNT is 6 instead of 5/);
  });

  it("tell who may, change it, and refresh data", async () => {
    const grant = { subjectKind: "role", subject: "member", permission: "USE" };
    const granted = await send("PUT", `${shop}/permissions`, grant);
    assert.match(JSON.stringify(granted.answer), /"subjectKind":"role","subject":"member"/);
    const wrong = await send("PUT", `${shop}/permissions`, { ...grant, subject: "owner" });
    assert.deepEqual([wrong.status, /member/.test(JSON.stringify(wrong.answer))], [404, true]);
    assert.equal((await send("POST", `${shop}/loads`, { dataModel: "shop" })).status, 202);
    const unknown = await send("POST", `${shop}/loads`, { dataModel: "shp" });
    assert.equal(unknown.status, 404);
    assert.equal((await ask("GET", `${shop}/calls`)).status, 200);
  });

  it("go in and out as archives", async () => {
    const response = await fetch(`${served.url}/api/slipway/v1${shop}/archive?org=myOrg`, {
      headers: { authorization: `SLToken ${served.token}` },
    });
    assert.equal(response.headers.get("content-type"), "application/zip");
    const bytes = await response.arrayBuffer();
    const other = samplePackage["assets/shop.yaml"]?.replace(/^id: .*\n/, "") ?? "";
    const taken = await ask("PUT", "/packages/copy/archive", bytes);
    assert.equal(taken.status, 409, "the asset's id belongs to the first package");
    await put("assets/shop.yaml", other);
    assert.equal((await ask("PUT", "/packages/copy/archive", "not a zip")).status, 422);
    assert.equal((await ask("GET", "/packages/copy")).status, 404);
  });

  it("refuse what does not belong there", async () => {
    const cases: readonly (readonly [string, string, number, RegExp])[] = [
      ["GET", "/packages/shop/nothing", 404, /below each/],
      ["GET", "/packages/shop/versions/1.0.0", 404, /below each/],
      ["PATCH", "/packages/shop", 405, /GET, DELETE/],
      ["GET", "/packages/shpo", 404, /Did you mean \\"shop\\"/],
      ["GET", "/packages/shop?org=nowhere", 404, /organization/],
      ["PUT", "/packages/shop/files/..%2f..%2fetc%2fpasswd", 404, /below each/],
      ["PUT", "/packages/shop/files/etc/passwd", 400, /no path of a file/],
      ["PUT", "/packages/shop/files/data/%00", 400, /no path of a file/],
      ["GET", "/packages/shop/files/data/nothing.csv", 404, /Expected the path/],
      ["GET", "/packages/shop/files?version=7.0.0", 404, /no version/],
      ["GET", "/packages/%zz", 404, /below each/],
    ];
    for (const [method, path, status, words] of cases) {
      const body = method === "PUT" ? "x" : undefined;
      const answer = await ask(method, path, body);
      assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(answer.answer)}`);
      assert.match(JSON.stringify(answer.answer), words);
    }
    const large = await put("knowledge-models/large.yaml", "x".repeat(20_001));
    assert.deepEqual(
      [large.status, /yamlBytesMax/.test(JSON.stringify(large.answer))],
      [413, true],
    );
    for (let file = 0; file < 30; file++) await put(`data/${file}.csv`, "A\n1\n");
    const many = await put("data/more.csv", "A\n1\n");
    assert.deepEqual(
      [many.status, /packageFilesMax/.test(JSON.stringify(many.answer))],
      [429, true],
    );
    const nobody = await fetch(`${served.url}/api/slipway/v1/packages`);
    assert.equal(nobody.status, 401);
    await nobody.text();
  });
});

type Answer = Readonly<Record<string, unknown>>;
