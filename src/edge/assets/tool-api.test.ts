import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/client/validators/ajv";
import { isObject } from "../../base/json.ts";
import { columns } from "../../../test/support/assets/orders-package.ts";
import {
  ask,
  assetPath,
  rpc,
  type ServedAssets,
  serveAssets,
} from "../../../test/support/assets/serve-assets.ts";

const validator = new AjvJsonSchemaValidator();

let served: ServedAssets;
before(async () => {
  served = await serveAssets();
});
after(() => served[Symbol.asyncDispose]());

describe("the REST twin of an asset's tools", () => {
  it("A8 a tool takes its arguments as the body and answers what MCP calls structured content, with schema", async () => {
    const answer = await callByRest("load-data", { columns, page_size: 2 });
    assert.equal(answer.status, 200);
    assert.match(String(answer.headers.get("content-type")), /^application\/json/);
    const body = objectOf(await answer.json());
    const frame = objectOf(body["data_frame_content"]);
    assert.deepEqual(Object.keys(frame), ["data", "schema"]);
    assert.deepEqual([body["page"], body["page_size"]], [0, 2]);
    const params = { name: "load_data", arguments: { columns, page_size: 2 } };
    const message = objectOf(await (await ask(served, rpc("tools/call", params))).json());
    const content = objectOf(objectOf(message["result"])["structuredContent"]);
    const { data, schema_: schema } = objectOf(content["data_frame_content"]);
    assert.deepEqual(body, { ...content, data_frame_content: { data, schema } });
  });

  it("A8 the name of a tool will do for its id, and the draft is reached too", async () => {
    assert.equal((await callByRest("load_data", { columns })).status, 200);
    assert.equal((await callByRest("load-data", { columns }, "?draft=true")).status, 200);
  });

  it("A8 arguments that do not fit are 422 with an array that names each", async () => {
    for (const [given, attribute] of [
      [{}, "columns"],
      [{ columns, page: -1 }, "page"],
      [{ columns, pages: 1 }, "pages"],
      [{ columns: ["ORDERS.AMOUNTS"] }, "columns.0"],
      [[], ""],
      ["columns", ""],
      ["{", ""],
    ] as const) {
      const answer = await callByRest("load-data", given);
      assert.equal(answer.status, 422, JSON.stringify(given));
      const body: unknown = await answer.json();
      assert.ok(Array.isArray(body) && body.length === 1);
      const error = objectOf(body[0]);
      assert.deepEqual(Object.keys(error), ["error", "attribute", "errorCode", "additionalInfo"]);
      assert.equal(error["attribute"], attribute);
      assert.ok(Object.values(error).every((text) => typeof text === "string"));
    }
  });

  it("A8 a tool that the asset does not have is 404", async () => {
    const answer = await callByRest("load-dat", { columns });
    assert.equal(answer.status, 404);
    assert.match(String(objectOf(await answer.json())["detail"]), /Unknown tool.*Did you mean/);
  });

  it("A8 no body is no arguments, whatever its type", async () => {
    const answer = await ask(served, undefined, {
      path: `${assetPath}/tool-api/load-data`,
      headers: { "content-type": "" },
    });
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /Field required/);
  });

  it("A8 only POST calls a tool", async () => {
    const answer = await ask(served, undefined, {
      path: `${assetPath}/tool-api/load-data`,
      method: "GET",
    });
    assert.deepEqual([answer.status, answer.headers.get("allow")], [405, "POST"]);
  });
});

describe("the document of an asset", () => {
  let document: Record<string, unknown>;
  before(async () => {
    document = await documentAt(`${assetPath}/openapi.json`);
  });

  it("A8 it is OpenAPI 3.1 and describes each listed tool at its path", async () => {
    assert.equal(document["openapi"], "3.1.0");
    assert.deepEqual(document["servers"], [{ url: served.url }]);
    const { title, version } = objectOf(document["info"]);
    assert.deepEqual([typeof title, version], ["string", "1.0.0"]);
    const message = objectOf(await (await ask(served, rpc("tools/list"))).json());
    const { tools } = objectOf(message["result"]);
    assert.ok(Array.isArray(tools));
    const operations = Object.values(objectOf(document["paths"])).map((path) =>
      objectOf(objectOf(path)["post"]),
    );
    assert.deepEqual(
      operations.map(({ operationId }) => operationId),
      tools.map((tool) => objectOf(tool)["name"]),
    );
    const argumentsOf = (schema: unknown): unknown => {
      const { properties, required = [] } = objectOf(schema);
      return [Object.keys(objectOf(properties)), required];
    };
    assert.deepEqual(
      operations.map((operation) => argumentsOf(bodyOf(operation)["schema"])),
      tools.map((tool) => argumentsOf(objectOf(tool)["inputSchema"])),
    );
  });

  it("A8 every reference in it leads somewhere, every security scheme is there", () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"(#[^"]*)"/g)].map(([, reference]) => reference);
    assert.ok(references.length > 0);
    for (const reference of references) {
      let at: unknown = document;
      for (const key of String(reference).slice(2).split("/")) at = objectOf(at)[key];
      assert.ok(at !== undefined, reference);
    }
    const schemes = objectOf(objectOf(document["components"])["securitySchemes"]);
    const wanted: unknown = document["security"];
    assert.ok(Array.isArray(wanted));
    assert.deepEqual(
      wanted.flatMap((one) => Object.keys(objectOf(one))),
      Object.keys(schemes),
    );
    const { flows } = objectOf(schemes["OAuth"]);
    const { tokenUrl } = objectOf(objectOf(flows)["clientCredentials"]);
    assert.equal(tokenUrl, `${served.url}/oauth2/token`);
  });

  it("A8 its examples fit its schemas, calls work as it says, and their answers fit too", async () => {
    for (const [path, item] of Object.entries(objectOf(document["paths"]))) {
      const operation = objectOf(objectOf(item)["post"]);
      const { schema, example } = bodyOf(operation);
      assertFits(schema, example, `${path}: example`);
      assert.throws(() => assertFits(schema, { no_such_argument: 1 }, ""));
    }
    const path = `${assetPath}/tool-api/load-data`;
    const operation = objectOf(objectOf(objectOf(document["paths"])[path])["post"]);
    const answer = await ask(served, { columns }, { path });
    const { schema } = contentOf(objectOf(objectOf(operation["responses"])["200"]));
    assertFits(schema, await answer.json(), "answer");
    const wrong: unknown = await (await ask(served, { columns: 1 }, { path })).json();
    assert.ok(Array.isArray(wrong));
    const schemas = objectOf(objectOf(document["components"])["schemas"]);
    assertFits(schemas["CelonisValidationError"], wrong[0], "error");
  });

  it("A8 the draft has a document of its own, whose calls go to the draft", async () => {
    const draft = await documentAt(`${assetPath}/openapi.json?draft=true`);
    assert.equal(objectOf(draft["info"])["version"], "draft");
    const draftDefault = (of: Record<string, unknown>): unknown => {
      const [path] = Object.values(objectOf(of["paths"]));
      const { parameters } = objectOf(objectOf(path)["post"]);
      assert.ok(Array.isArray(parameters));
      return objectOf(objectOf(parameters[0])["schema"])["default"];
    };
    assert.deepEqual([draftDefault(document), draftDefault(draft)], [false, true]);
  });
});

function callByRest(toolId: string, body: unknown, query = ""): Promise<Response> {
  return ask(served, body, { path: `${assetPath}/tool-api/${toolId}${query}` });
}

async function documentAt(path: string): Promise<Record<string, unknown>> {
  const answer = await ask(served, undefined, { path, method: "GET" });
  assert.equal(answer.status, 200);
  return objectOf(await answer.json());
}

function bodyOf(operation: Record<string, unknown>): Record<string, unknown> {
  return contentOf(objectOf(operation["requestBody"]));
}

function contentOf(holder: Record<string, unknown>): Record<string, unknown> {
  return objectOf(objectOf(holder["content"])["application/json"]);
}

function assertFits(schema: unknown, value: unknown, what: string): void {
  const checked = validator.getValidator(objectOf(schema))(value);
  assert.ok(checked.valid, `${what}: ${checked.errorMessage}`);
}

function objectOf(value: unknown): Record<string, unknown> {
  assert.ok(isObject(value), JSON.stringify(value));
  return value;
}
