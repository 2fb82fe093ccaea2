import * as fc from "fast-check";
import { believe } from "../../../../base/believe.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { JsonElements } from "./json-elements.ts";

describe("elements of a JSON text", () => {
  it("are the same as those of the parsed text, however it is cut into pieces", () => {
    const item = fc.jsonValue({ maxDepth: 3 });
    const section = fc.oneof(
      fc.array(item),
      fc.dictionary(fc.string(), item),
      fc.string(),
      fc.integer(),
    );
    const content = fc.dictionary(fc.string(), section);
    fc.assert(
      fc.property(
        content,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 2 }),
        (value, size, indent) => {
          const text = JSON.stringify(value, undefined, indent);
          const elements = new JsonElements(1_000_000);
          const found: unknown[] = [];
          for (let at = 0; at < text.length; at += size) {
            for (const element of elements.write(text.slice(at, at + size))) {
              found.push([element.section, element.key, JSON.parse(element.text)]);
            }
          }
          assert.ok(elements.isWhole);
          const expected = Object.entries(
            believe<Record<string, unknown>>(JSON.parse(text)),
          ).flatMap(([name, list]) =>
            Array.isArray(list)
              ? list.map((one: unknown) => [name, undefined, one])
              : typeof list === "object" && list !== null
                ? Object.entries(list).map(([key, one]) => [name, key, one])
                : [],
          );
          assert.deepEqual(found, expected);
        },
      ),
    );
  });

  it("may not be longer than the limit", () => {
    const elements = new JsonElements(100);
    assert.throws(() => {
      elements.write('{"a": [');
      for (let count = 0; count < 100; count++)
        elements.write('"x", '.repeat(10).replaceAll(",", "-").replaceAll('"', "y"));
    }, RangeError);
  });
});
