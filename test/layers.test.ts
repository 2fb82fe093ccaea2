import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, it } from "node:test";
import { sourceFiles } from "./support/source-files.ts";

const everything = [
  "base",
  "expr",
  "pipeline",
  "engine",
  "snaps",
  "files",
  "store",
  "knowledge",
  "pygen",
  "control",
  "tools",
  "mcp",
  "edge",
  "cli",
];

/** What each folder below `src` may import, besides itself. The same table stands in ARCHITECTURE.md. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  expr: ["base"],
  pipeline: ["base", "expr"],
  engine: ["base", "expr", "pipeline"],
  snaps: ["base", "expr", "pipeline", "engine"],
  files: ["base"],
  store: ["base"],
  knowledge: ["base", "expr"],
  pygen: ["base", "expr", "pipeline", "engine", "snaps"],
  control: ["base", "expr", "pipeline", "engine", "snaps", "files", "store", "knowledge", "pygen"],
  tools: ["base", "control", "pygen", "knowledge", "pipeline"],
  mcp: ["base", "tools"],
  edge: ["base", "control", "tools", "mcp"],
  cli: ["base", "control", "tools", "edge"],
  "": everything,
};

describe("layers", () => {
  it("import only what lies below them", () => {
    const broken: string[] = [];
    for (const file of sourceFiles("src").filter((path) => !path.endsWith(".test.ts"))) {
      const from = layerOf(file);
      const allowed = mayImport[from];
      assert.ok(
        allowed !== undefined,
        `src/${from} is not a layer; add it to the table with the rule it follows`,
      );
      for (const imported of relativeImports(file)) {
        const to = layerOf(imported);
        if (to === from || allowed.includes(to)) continue;
        const rule = allowed.length === 0 ? "nothing" : allowed.join(", ");
        broken.push(
          `${file} imports ${imported}: ${from} may import ${rule}, not ${to === "" ? "the root" : to}`,
        );
      }
    }
    assert.deepEqual(broken, []);
  });

  it("leave wiring to app.ts and start.ts, which nothing else imports", () => {
    const importers = sourceFiles("src").filter((file) =>
      relativeImports(file).some((path) => path === "src/main.ts"),
    );
    assert.deepEqual(importers, []);
    const ofApp = sourceFiles("src").filter((file) =>
      relativeImports(file).some((path) => path === "src/app.ts"),
    );
    assert.deepEqual(ofApp, ["src/start.ts"]);
  });
});

/** `src/engine/plan.ts` → `engine`; `src/app.ts` → the empty name. */
function layerOf(path: string): string {
  const parts = path.split("/");
  return parts.length > 2 ? (parts[1] ?? "") : "";
}

function relativeImports(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from\s+|import\s*\(?\s*)"(\.[^"]+)"/g)].map((match) =>
    relative(".", resolve(join(dirname(file), match[1] ?? ""))),
  );
}
