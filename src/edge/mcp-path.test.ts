import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { mcpPath, readMcpPath } from "./mcp-path.ts";

test("P4 the three paths are known exactly as they are written", () => {
  assert.deepEqual(readMcpPath(mcpPath), { kind: "toolset", toolset: "all" });
  assert.deepEqual(readMcpPath(`${mcpPath}/platform`), { kind: "toolset", toolset: "platform" });
  assert.deepEqual(readMcpPath(`${mcpPath}/pygen`), { kind: "toolset", toolset: "pygen" });
});

for (const segment of ["native", "Platform", "platformx", "a.b", "_"]) {
  test(`P4 ${segment} is an unknown toolset`, () => {
    assert.deepEqual(readMcpPath(`${mcpPath}/${segment}`), { kind: "unknown-toolset", segment });
  });
}

const nothing = [
  `${mcpPath}/`,
  `${mcpPath}/platform/`,
  `${mcpPath}/platform/x`,
  `${mcpPath}//platform`,
  `${mcpPath}/..`,
  `${mcpPath}/.`,
  `${mcpPath}/platform;x=1`,
  `${mcpPath}/%70latform`,
  `${mcpPath}/%2e%2e`,
  `${mcpPath}/..%2fadmin`,
  `${mcpPath}/a%00`,
  `/${mcpPath}`,
  mcpPath.replace("/mcp", "//mcp"),
  mcpPath.toUpperCase(),
  `http://elsewhere${mcpPath}`,
  `${mcpPath}/../../asset`,
];

for (const path of nothing) {
  test(`P4 ${path} is nothing here`, () => {
    assert.deepEqual(readMcpPath(path), { kind: "none" });
  });
}

test("P4 no other path reaches a toolset", () => {
  fc.assert(
    fc.property(fc.webPath(), fc.string(), (path, tail) => {
      const read = readMcpPath(`${mcpPath}${path}${tail}`);
      const exact = ["", "/platform", "/pygen"].includes(`${path}${tail}`);
      assert.equal(read.kind === "toolset", exact);
    }),
  );
});
