import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluateLibraries, evaluateLibrary } from "./expression-library.ts";
import { evaluate, failureOf, testScope } from "./scope-for-tests.ts";

const source = `/* settings of the org */
{
  // leading commas are common
  host: "db.example.com"
  , port: 5432
  , list: [1, 2, 3]
  , getOrgName: () => pipe.label.toUpperCase()
  , url: path => this.getOrgName() + "/" + path
  , nested: { up: __parent__.port, top: __root__.host }
  , fib: n => n < 2 ? n : this.fib(n - 1) + this.fib(n - 2)
  , endless: n => this.endless(n + 1)
  , here: __path__ + "#" + __name__
  ,
}`;

function scopeWith(
  ...sources: readonly (readonly [string, string])[]
): ReturnType<typeof testScope> {
  const imports = sources.map(([name, text]) => ({
    name,
    path: `/shared/${name}.expr`,
    source: text,
  }));
  const result = evaluateLibraries(imports, testScope());
  assert.ok(result.ok);
  return testScope({ lib: result.libraries });
}

describe("evaluateLibraries", () => {
  test("members are constants and functions that see each other", () => {
    const scope = scopeWith(["env", source]);
    assert.equal(
      evaluate("lib.env.host + ':' + lib.env.port", {}, {}, scope),
      "db.example.com:5432",
    );
    assert.equal(evaluate("lib.env.url($p)", { p: "x" }, {}, scope), "ORDERS/x");
    assert.deepEqual(evaluate("lib.env.nested", {}, {}, scope), {
      up: 5432,
      top: "db.example.com",
    });
    assert.equal(evaluate("lib.env.fib(10)", {}, {}, scope), 55);
    assert.equal(evaluate("lib.env.here", {}, {}, scope), "/shared/env.expr#env");
  });

  test("a function that never ends stops at the depth limit", () => {
    const failure = failureOf("lib.env.endless(1)", {}, scopeWith(["env", source]));
    assert.equal(failure.code, "limit-reached");
  });

  test("two imports under one name are laid over each other, the later on top", () => {
    const scope = scopeWith(["env", "{a: 1, b: 1}"], ["env", "{b: 2, c: 2}"]);
    assert.deepEqual(evaluate("lib.env", {}, {}, scope), { a: 1, b: 2, c: 2 });
  });

  test("a library reads those before it, and from its functions those after it", () => {
    const scope = scopeWith(
      ["one", "{f: () => lib.two.x}"],
      ["two", "{x: 2, y: lib.one.f instanceof Null}"],
    );
    assert.equal(evaluate("lib.one.f()", {}, {}, scope), 2);
  });

  test("nothing changes the values of a library", () => {
    const scope = scopeWith(["env", source]);
    assert.equal(failureOf("lib.env.list.push(4)", {}, scope).code, "read-only");
    const result = evaluate("lib.env.list", {}, {}, scope);
    assert.ok(Array.isArray(result));
    result.push(4);
    assert.deepEqual(evaluate("lib.env.list", {}, {}, scope), [1, 2, 3]);
  });

  test("a missing member names the nearest one", () => {
    const failure = failureOf("lib.env.hots", {}, scopeWith(["env", source]));
    assert.equal(failure.resolution, "Perhaps you meant: lib.env.host");
  });

  test("what is no object literal is a finding, and so is a member that fails", () => {
    const list = evaluateLibrary({ name: "a", path: "a.expr", source: "[1]" }, testScope());
    assert.ok(!list.ok);
    assert.equal(list.findings[0]?.code, "expression-library-no-object");
    const failing = evaluateLibrary(
      { name: "a", path: "a.expr", source: "{a: pipe.nothing}" },
      testScope(),
    );
    assert.ok(!failing.ok);
    assert.deepEqual(failing.findings[0]?.place.span, { start: 4, end: 16 });
    const reading = evaluateLibrary({ name: "a", path: "a.expr", source: "{a: $b}" }, testScope());
    assert.ok(!reading.ok);
    assert.equal(reading.findings[0]?.code, "expression-document-not-allowed");
  });
});
