import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { createCatalogue } from "../../engine/catalogue.ts";
import { readPipeline } from "../../../test/support/slp-sample.ts";
import { snaps } from "../../snaps/catalog.gen.ts";
import { checkSlpy } from "./check-slpy.ts";
import { compileSlpy } from "./compile-slpy.ts";

const catalogue = createCatalogue(snaps);
const page = readFileSync(new URL("../../../docs/slpy.md", import.meta.url), "utf8");
const texts = [...page.matchAll(/```python\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

describe("G11 the page about SLPy", () => {
  for (const text of texts) {
    const label = /label="([^"]*)"/.exec(text)?.[1] ?? "";
    it(`has an example that compiles and is without errors: ${label}`, () => {
      const findings = checkSlpy(text, catalogue);
      const known = findings.filter(({ code }) => code !== "unknown-snap");
      assert.deepEqual(known, []);
      assert.equal(findings.length, label === "a class that is not known" ? 1 : 0);
    });
  }

  it("says of its first example what it is", () => {
    const result = compileSlpy(texts[0] ?? "", catalogue);
    assert.ok(result.ok);
    const pipeline = readPipeline(result.slp);
    assert.equal(pipeline.purpose, "Keeps the large orders and writes a report per country.");
    assert.equal(pipeline.snaps.length, 9);
    assert.equal(pipeline.links.length, 8);
  });
});
