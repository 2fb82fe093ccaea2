import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runSnap } from "../../../test/support/run-snap.ts";
import type { ExampleSetting } from "../../engine/define-snap.ts";
import type { Document } from "../../expr/value.ts";
import mapper from "./mapper.ts";

interface Mapping {
  readonly rows: readonly (readonly [expression: string, targetPath: string])[];
  readonly passThrough?: boolean;
  readonly root?: string;
  readonly nullSafe?: boolean;
}

function settingsOf({
  rows,
  passThrough,
  root,
  nullSafe,
}: Mapping): Record<string, ExampleSetting> {
  return {
    transformations: {
      mappingRoot: root ?? "$",
      mappingTable: rows.map(([expression, targetPath]) => ({ expression, targetPath })),
    },
    passThrough: passThrough ?? false,
    nullSafeAccess: nullSafe ?? false,
  };
}

async function map(mapping: Mapping, ...given: Document[]): Promise<readonly unknown[] | string> {
  const outcome = await runSnap(mapper, { given, settings: settingsOf(mapping) });
  return outcome.failure ?? outcome.outputs["output0"] ?? [];
}

describe("Mapper", () => {
  it("evaluates every row against the original document", async () => {
    const rows = [
      ["$b", "$a"],
      ["$a", "$b"],
    ] as const;
    assert.deepEqual(await map({ rows }, { a: 1, b: 2 }), [{ a: 2, b: 1 }]);
    assert.deepEqual(await map({ rows, passThrough: true }, { a: 1, b: 2 }), [{ a: 2, b: 1 }]);
  });

  it("lets the later of two rows with one target win", async () => {
    assert.deepEqual(
      await map(
        {
          rows: [
            ["1", "$a"],
            ["2", "a"],
          ],
        },
        {},
      ),
      [{ a: 2 }],
    );
  });

  it("keeps the order of the rows in the document", async () => {
    const rows = ["e", "d", "c", "b", "a", "f"].map((name) => [`'${name}'`, `$${name}`] as const);
    const [document] = await map({ rows }, {});
    assert.equal(Object.keys(document ?? {}).join(""), "edcbaf");
  });

  it("writes targets without $, with hyphens, in quotes, deep and in lists", async () => {
    const rows = [
      ["1", "plain"],
      ["2", "$content-type"],
      ["3", "$['two words']"],
      ["4", "$deep.er.x"],
      ["5", "$list[1].y"],
    ] as const;
    assert.deepEqual(await map({ rows }, {}), [
      {
        plain: 1,
        "content-type": 2,
        "two words": 3,
        deep: { er: { x: 4 } },
        list: [null, { y: 5 }],
      },
    ]);
  });

  it("writes into every element, and at the end of a list", async () => {
    const rows = [
      ["$v", "$items[*].v"],
      ["'last'", "$names[(value.length)]"],
    ] as const;
    const given = { v: 1, items: [{ id: 1 }, { id: 2 }], names: ["first"] };
    assert.deepEqual(await map({ rows, passThrough: true }, given), [
      {
        v: 1,
        items: [
          { id: 1, v: 1 },
          { id: 2, v: 1 },
        ],
        names: ["first", "last"],
      },
    ]);
  });

  it("does not write into the incoming document", async () => {
    const outcome = await runSnap(mapper, {
      given: [{ deep: { a: 1 }, bad: "x" }],
      settings: settingsOf({
        rows: [
          ["2", "$deep.a"],
          ["$missing", "$b"],
        ],
        passThrough: true,
      }),
      errors: [],
    });
    assert.deepEqual(outcome.errors[0]?.["original"], { deep: { a: 1 }, bad: "x" });
  });

  it("does not write through a value that a row above put elsewhere", async () => {
    const rows = [
      ["$deep", "$copy"],
      ["2", "$copy.a"],
    ] as const;
    assert.deepEqual(await map({ rows, passThrough: true }, { deep: { a: 1 } }), [
      { deep: { a: 1 }, copy: { a: 2 } },
    ]);
    const whole = [
      ["$", "$"],
      ["$deep.a", ""],
    ] as const;
    assert.deepEqual(await map({ rows: whole }, { deep: { a: 1, b: 2 } }), [{ deep: { b: 2 } }]);
  });

  it("leaves a path alone that is to be deleted and is not there, with Pass through", async () => {
    const rows = [
      ["$secret", ""],
      ["$list[*].x", ""],
    ] as const;
    assert.deepEqual(await map({ rows, passThrough: true }, { a: 1, list: [{ x: 1, y: 2 }] }), [
      { a: 1, list: [{ y: 2 }] },
    ]);
  });

  it("passes over rows without an expression", async () => {
    assert.deepEqual(
      await map(
        {
          rows: [
            ["", "$a"],
            ["1", "$b"],
          ],
        },
        {},
      ),
      [{ b: 1 }],
    );
  });

  it("refuses a root that is no object", async () => {
    assert.match(String(await map({ rows: [["$list", "$"]] }, { list: [1] })), /not an object/);
  });

  it("treats keys such as __proto__ and constructor as data", async () => {
    const rows = [
      ["$constructor", "$__proto__"],
      ["1", "$toString"],
    ] as const;
    const [document] = await map({ rows }, { constructor: "c" });
    assert.deepEqual(Object.entries(document ?? {}), [
      ["__proto__", "c"],
      ["toString", 1],
    ]);
  });

  it("keeps what lies above a mapping root, and passes fields of its elements through when asked to", async () => {
    const rows = [["$n + 1", "$m"]] as const;
    const given = { id: 1, a: { items: [{ n: 1 }, { n: 2 }] } };
    assert.deepEqual(await map({ rows, root: "$a.items[*]", passThrough: true }, given), [
      {
        id: 1,
        a: {
          items: [
            { n: 1, m: 2 },
            { n: 2, m: 3 },
          ],
        },
      },
    ]);
    assert.deepEqual(await map({ rows, root: "$a" }, { id: 1, a: { n: 1 } }), [
      { id: 1, a: { m: 2 } },
    ]);
  });

  it("fails a document without its mapping root, unless access is null-safe", async () => {
    const rows = [["1", "$m"]] as const;
    assert.match(String(await map({ rows, root: "$a" }, { id: 1 })), /mapping root/);
    assert.deepEqual(await map({ rows, root: "$a", nullSafe: true }, { id: 1 }), [{ id: 1 }]);
  });

  it("does not write into the incoming document below a mapping root", async () => {
    const outcome = await runSnap(mapper, {
      given: [{ a: [{ n: 1 }, {}] }],
      settings: settingsOf({ rows: [["$n", "$m"]], root: "$a[*]" }),
      errors: [],
    });
    assert.deepEqual(outcome.errors[0]?.["original"], { a: [{ n: 1 }, {}] });
  });

  it("maps the header of a binary and passes its content on", async () => {
    const given = [{ header: { name: "a" }, content: "text" }];
    const outcome = await runSnap(mapper, {
      given,
      settings: settingsOf({ rows: [["$name + '!'", "$name"]] }),
    });
    assert.deepEqual(outcome.outputs["output0"], [{ header: { name: "a!" }, content: "text" }]);
  });

  it("replaces the content of a binary when a row writes it", async () => {
    const given = [{ header: { name: "a" }, content: "text" }];
    const settings = settingsOf({
      rows: [
        ["'new ' + $name", "$content"],
        ["$content.length", "$size"],
      ],
    });
    const outcome = await runSnap(mapper, { given, settings });
    assert.deepEqual(outcome.outputs["output0"], [{ header: { size: 4 }, content: "new a" }]);
  });
});
