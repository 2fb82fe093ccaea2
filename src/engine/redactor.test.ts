import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assert as check, pre, property, string } from "fast-check";
import { Redactor, redacted } from "./redactor.ts";

describe("a redactor", () => {
  it("takes a secret out of every text in every spelling, and leaves the rest", () => {
    const redactor = new Redactor();
    redactor.add('pä"ss word/+1', ["ada"]);
    const basic = Buffer.from('ada:pä"ss word/+1').toString("base64");
    for (const spelling of [
      'pä"ss word/+1',
      encodeURIComponent('pä"ss word/+1'),
      "p%C3%A4%22ss+word%2F%2B1",
      JSON.stringify('pä"ss word/+1').slice(1, -1),
      Buffer.from('pä"ss word/+1').toString("base64"),
      Buffer.from('pä"ss word/+1').toString("hex"),
      basic,
    ]) {
      const text = redactor.text(`before ${spelling} after`);
      assert.ok(text.startsWith(`before ${redacted}`) && text.endsWith(" after"), text);
    }
    const copy = redactor.value({ a: [{ b: `Basic ${basic}` }], [`x pä"ss word/+1`]: 1, n: 5n });
    assert.doesNotMatch(JSON.stringify({ ...copy, n: 5 }), new RegExp(`pä|${basic.slice(0, 8)}`));
    assert.equal(copy.n, 5n);
  });

  it("takes a short secret out only where it stands alone", () => {
    const redactor = new Redactor();
    redactor.add("root");
    assert.equal(redactor.text("root of rooted: 'root'"), `${redacted} of rooted: '${redacted}'`);
  });

  it("takes out the longer of two secrets that begin alike, and each line of a key", () => {
    const redactor = new Redactor();
    redactor.learn({
      path: "/o/p/a",
      type: "ssh",
      secrets: ["key", "rows", "one", "two"],
      values: {
        user: "ada",
        one: "secret",
        two: "secret-longer",
        key: "-----BEGIN-----\nabcdefghijklmnopqrstuvwxyz\n-----END-----",
        rows: [{ name: "header", value: "row-secret" }],
      },
    });
    assert.equal(redactor.text("secret-longer"), redacted);
    assert.equal(redactor.text("x abcdefghijklmnopqrstuvwxyz y"), `x ${redacted} y`);
    assert.equal(redactor.text("header: row-secret"), `header: ${redacted}`);
  });

  it("leaves no secret of any kind in what it has redacted", () => {
    check(
      property(
        string({ minLength: 6, unit: "grapheme" }),
        string(),
        string(),
        (secret, before, after) => {
          pre(!redacted.includes(secret) && !(before + after).includes(secret));
          const redactor = new Redactor();
          redactor.add(secret);
          assert.ok(!redactor.text(`${before}\n${secret}\n${after}`).includes(secret));
        },
      ),
    );
  });

  it("hands values on as they are while it knows no secret", () => {
    const value = { a: ["b"] };
    assert.equal(new Redactor().value(value), value);
  });
});
