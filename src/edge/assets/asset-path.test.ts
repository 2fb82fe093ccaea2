import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assetsPath } from "../oauth/oauth-paths.ts";
import { readAssetPath, readDraft } from "./asset-path.ts";

const id = "56b10c32-97c5-4060-8e3d-12e040f889f2";
const path = `${assetsPath}/${id}`;

describe("paths of assets", () => {
  it("A1 the endpoint, its tools and its document are exactly these paths", () => {
    const asset = { id, path };
    assert.deepEqual(readAssetPath(path), { kind: "endpoint", asset });
    assert.deepEqual(readAssetPath(`${path}/openapi.json`), { kind: "openapi", asset });
    assert.deepEqual(readAssetPath(`${path}/tool-api/load-data`), {
      kind: "tool",
      asset,
      toolId: "load-data",
    });
  });

  it("A1 a UUID may have capital letters", () => {
    const upper = `${assetsPath}/${id.toUpperCase()}`;
    assert.deepEqual(readAssetPath(upper), { kind: "endpoint", asset: { id, path: upper } });
  });

  it("A1 what is no UUID names no asset", () => {
    for (const segment of ["orders", id.slice(1), `${id}0`, "00000000000000000000000000000000"]) {
      assert.deepEqual(readAssetPath(`${assetsPath}/${segment}`), { kind: "no-id" }, segment);
    }
  });

  for (const odd of [
    assetsPath,
    `${assetsPath}/`,
    `${path}/`,
    `${path}/tools`,
    `${path}/tool-api`,
    `${path}/tool-api/`,
    `${path}/tool-api/load-data/`,
    `${path}/tool-api/load-data/more`,
    `${path}/tool-api/..`,
    `${path}/tool-api/%2e%2e`,
    `${path}/tool-api/load%2ddata`,
    `${path};x=1`,
    `${path}/../${id}`,
    `${assetsPath}/%35${id.slice(1)}`,
    `${assetsPath}/..%2f${id}`,
    `${assetsPath}//${id}`,
    `/studio-copilot/api/v1/mcp-servers/./mcp/${id}`,
    `/studio-copilot/API/v1/mcp-servers/mcp/${id}`,
    "/studio-copilot/",
  ]) {
    it(`A1 ${odd} is nothing`, () => assert.deepEqual(readAssetPath(odd), { kind: "none" }));
  }

  it("A1 draft is true or false, once; anything else is refused", () => {
    assert.equal(draftIn(""), "published");
    assert.equal(draftIn("draft=false"), "published");
    assert.equal(draftIn("draft=true"), "draft");
    assert.equal(draftIn("draft=True&other=1"), "draft");
    for (const wrong of ["draft=", "draft=1", "draft=yes", "draft=true&draft=true"]) {
      assert.equal(draftIn(wrong), undefined, wrong);
    }
  });
});

function draftIn(query: string): ReturnType<typeof readDraft> {
  return readDraft(new URLSearchParams(query));
}
