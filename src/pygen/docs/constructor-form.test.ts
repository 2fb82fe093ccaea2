import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createCatalogue } from "../../engine/catalogue.ts";
import { snaps } from "../../snaps/catalog.gen.ts";
import { compileSlpy } from "../slpy/compile-slpy.ts";
import { slpyName } from "../slpy/slpy-name.ts";
import { constructorForm } from "./constructor-form.ts";
import { exampleLine } from "./example-line.ts";

const catalogue = createCatalogue(snaps);

function compile(constructor: string): string[] {
  const result = compileSlpy(`p = Pipeline(label="x")\nsnap = ${constructor}\n`, catalogue);
  return result.ok ? [] : result.findings.map((finding) => `${finding.error} ${finding.reason}`);
}

describe("constructors", () => {
  for (const snap of snaps) {
    it(`G6 ${snap.name} with every default is SLPy that compiles`, () => {
      for (const detail of ["minimal", "standard", "full"] as const) {
        const form = constructorForm(snap, detail);
        assert.deepEqual(compile(form), [], form);
        for (const key of Object.keys(snap.settings)) {
          assert.ok(form.includes(`${slpyName(key)}=`), key);
        }
      }
    });

    it(`G3 the examples of ${snap.name} are SLPy that compiles`, () => {
      for (const example of snap.examples) {
        const line = exampleLine(snap, example);
        assert.deepEqual(compile(line), [], line);
      }
    });
  }

  it("G6 marks what takes an expression, and shows the items of a table", () => {
    const router = catalogue.get("com-snaplogic-snaps-flow-router");
    assert.ok(router !== undefined);
    const form = constructorForm(router, "standard");
    assert.match(form, /FlowRouter\.RoutesItem\(/);
    assert.match(form, /expression=Expr\(""\),.*\(expr\)/);
    assert.match(form, /first_match=False,.*boolean/);
    assert.doesNotMatch(constructorForm(router, "minimal"), /#/);
    assert.match(constructorForm(router, "full"), /error_behavior/);
  });
});
