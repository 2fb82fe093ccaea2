import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runSnap } from "../../../test/support/run-snap.ts";
import csvGenerator from "./csv-generator.ts";
import jsonGenerator from "./json-generator.ts";

describe("JSON Generator", () => {
  const broken: readonly [string, string, RegExp][] = [
    ["text that is no JSON", "hello", /Cannot read JSON at line 1, column 1/],
    ["elements that are no objects", "[1, 2]", /an object for each document; found 1/],
    ["a text put in without escapes", '{"a": "$quote"}', /Cannot read JSON/],
    ["a directive without its end", '#if(true){"a":1}', /`#end` of `#if`/],
    ["a call of a method", '{"a": "$quote.length()"}', /methods cannot be called/],
  ];
  for (const [title, template, words] of broken) {
    it(`fails for ${title}`, async () => {
      const outcome = await runSnap(jsonGenerator, {
        settings: { editable_content: template },
        inputs: ["input0"],
        given: [{ quote: 'a"b' }],
      });
      assert.match(outcome.failure ?? "", words);
      assert.deepEqual(outcome.outputs["output0"], []);
    });
  }

  it("rejects the input document for which the JSON is wrong, and goes on", async () => {
    const outcome = await runSnap(jsonGenerator, {
      settings: { editable_content: '{"a": $n}' },
      inputs: ["input0"],
      given: [{ n: 1 }, {}, { n: 3 }],
      errors: [],
    });
    assert.deepEqual(outcome.outputs["output0"], [{ a: 1 }, { a: 3 }]);
    assert.deepEqual(
      outcome.errors.map(({ original }) => original),
      [{}],
    );
  });

  it("keeps a root array whole when told to", async () => {
    const outcome = await runSnap(jsonGenerator, {
      settings: { editable_content: '[{"a": 1}]', arrayElementsAsDocuments: false },
    });
    assert.deepEqual(outcome.outputs["output0"], [[{ a: 1 }]]);
  });

  it("makes nothing of a template that renders nothing", async () => {
    const outcome = await runSnap(jsonGenerator, { settings: { editable_content: "## later\n" } });
    assert.equal(outcome.failure, undefined);
    assert.deepEqual(outcome.outputs["output0"], []);
  });
});

describe("CSV Generator", () => {
  it("makes a document for each record and input document", async () => {
    const outcome = await runSnap(csvGenerator, {
      settings: { editable_content: 'id,name\n1,"$name"\n2,$!none' },
      inputs: ["input0"],
      given: [{ name: "a,b" }, { name: "c" }],
    });
    assert.deepEqual(outcome.outputs["output0"], [
      { id: "1", name: "a,b" },
      { id: "2", name: "" },
      { id: "1", name: "c" },
      { id: "2", name: "" },
    ]);
  });
});
