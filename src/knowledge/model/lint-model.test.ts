import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { orderModelText, orderSchema } from "../../../test/support/order-model.ts";
import { defaultLimits } from "../../base/limits.ts";
import type { DataSchema } from "../data/data-schema.ts";
import type { YamlFinding } from "../yaml/yaml-finding.ts";
import { lintModel } from "./lint-model.ts";
import { readKnowledgeModel, type ReadModel } from "./read/read-knowledge-model.ts";
import { modelRules } from "./rules/catalog.gen.ts";

/** A case is a folder: `model.yaml` and what lint finds in it. `UPDATE_GOLDEN=1` writes the findings anew. */
const folder = "test/fixtures/model-lint";
const cases = readdirSync(folder).toSorted();
const data = { id: "orders", schema: orderSchema };

describe("lintModel", () => {
  for (const name of cases) {
    it(`A12 finds what stands in ${name}`, () => {
      const read = readText(readFileSync(join(folder, name, "model.yaml"), "utf8"));
      const found = lintModel(read, data, 0).map(line).join("");
      const golden = join(folder, name, "findings.txt");
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, found);
      assert.equal(found, existsSync(golden) ? readFileSync(golden, "utf8") : "");
      const codes = new Set([...found.matchAll(/(?:error|warning) ([a-z-]+)/g)].map((m) => m[1]));
      assert.ok(codes.has(name) || name === "bad-pql", found);
    });
  }

  it("A12 has nothing to say about a model in which nothing is wrong", () => {
    assert.deepEqual(lintModel(readText(orderModelText), data, 0), []);
    assert.deepEqual(lintModel(readText(orderModelText), undefined, 0), []);
  });

  it("A12 finds unknown variables without a data model", () => {
    const text = orderModelText.replaceAll("${VAR_BIG}", "${VAR_BIGG}");
    const found = lintModel(readText(text), undefined, 0);
    assert.deepEqual(
      found.map(({ code }) => code),
      ["unused-variable", "unknown-variable"],
    );
    assert.match(found[1]?.resolution ?? "", /Did you mean "VAR_BIG"/);
  });

  it("A12 finds tables that hang together in two ways", () => {
    const billed = {
      parent: { table: "CUSTOMERS", columns: ["CUSTOMER_ID"] },
      child: { table: "ORDERS", columns: ["REGION"] },
    };
    const schema: DataSchema = {
      ...orderSchema,
      foreignKeys: [...orderSchema.foreignKeys, billed],
    };
    const found = lintModel(readText(orderModelText), { id: "orders", schema }, 0);
    const [ambiguous] = found.filter(({ code }) => code === "ambiguous-join");
    assert.match(ambiguous?.reason ?? "", /by CUSTOMER_ID.* and .*by REGION/);
  });

  it("A12 has a case for every rule", () => {
    const tested = new Set([...cases, "ambiguous-join", "unknown-variable"]);
    assert.deepEqual(
      modelRules.map(({ code }) => code).filter((code) => !tested.has(code)),
      [],
    );
  });
});

function readText(text: string): ReadModel {
  const read = readKnowledgeModel([{ path: "model.yaml", text }], { limits: defaultLimits });
  assert.ok(read.ok, JSON.stringify(read.findings, undefined, 1));
  return read;
}

function line(finding: YamlFinding): string {
  const { line: row, column, severity, code, error, reason, resolution } = finding;
  return `${row}:${column} ${severity} ${code}\n  ${error}\n  ${reason}\n  ${resolution}\n`;
}
