import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isObject } from "../../base/json.ts";
import { serveEdge } from "../../../test/support/serve-edge.ts";

describe("/openapi.json", () => {
  it("N3 describes every path that is declared, and each of them is served", async () => {
    await using served = await serveEdge();
    const document: unknown = await (await fetch(`${served.url}/openapi.json`)).json();
    assert.ok(isObject(document) && isObject(document["paths"]));
    assert.equal(document["openapi"], "3.1.0");
    const ids = new Set<unknown>();
    let count = 0;
    for (const [path, methods] of Object.entries(document["paths"])) {
      assert.ok(isObject(methods));
      for (const [method, operation] of Object.entries(methods)) {
        assert.ok(isObject(operation));
        count++;
        ids.add(operation["operationId"]);
        const asked = path.replaceAll(/\{\w+\}/g, "0".repeat(24));
        const answer = await fetch(`${served.url}${asked}`, { method: method.toUpperCase() });
        await answer.body?.cancel();
        assert.equal(answer.status, 401, `${method} ${path} asks who is there`);
      }
    }
    assert.equal(ids.size, count, "operation ids are unique");
    for (const path of [
      "/api/1/rest/asset/session",
      "/api/1/rest/public/users/{email}",
      "/api/1/rest/asset/list/{path}",
      "/api/1/rest/pipeline/prepare/{snode_id}",
      "/api/1/rest/public/runtime/{org}",
      "/api/1/rest/public/snaplex/{org}",
      "/api/1/rest/slfs/{path}",
      "/api/slipway/v1/packages/{key}/versions",
      "/api/slipway/v1/oauth-clients/{id}/secret",
    ]) {
      assert.ok(path in document["paths"], path);
    }
  });

  it("N3 names query parameters with their limits, and bodies by their fields", async () => {
    await using served = await serveEdge();
    const text = await (await fetch(`${served.url}/openapi.json`)).text();
    assert.match(text, /"name":"last_hours","in":"query","required":false/);
    assert.match(text, /"name":"runtime_path_id","in":"query","required":true/);
    assert.match(text, /"pipeline_parameters":\{"type":"object"/);
  });
});
