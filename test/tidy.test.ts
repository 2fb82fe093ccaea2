import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, it } from "node:test";
import { version } from "../src/version.ts";
import { sourceFiles } from "./support/source-files.ts";

const linesMax = 400;
const code = ["src", "test", "scripts", "bench"].flatMap((folder) => sourceFiles(folder));
const product = sourceFiles("src").filter((path) => !path.endsWith(".test.ts"));

describe("tidy", () => {
  it("keeps every file short enough to read at one sitting", () => {
    const long = code.filter((path) => read(path).split("\n").length > linesMax);
    assert.deepEqual(long, [], `files of more than ${linesMax} lines are asking to be two`);
  });

  it("names files in kebab-case", () => {
    assert.deepEqual(
      code.filter((path) => !/^[a-z0-9-]+(\.[a-z]+){0,2}\.ts$/.test(basename(path))),
      [],
    );
  });

  it("does without eval, Function and vm", () => {
    const banned = /\beval\(|new Function\b|from "node:vm"|from "vm"/;
    const lines = product.flatMap((path) =>
      codeLines(path)
        .filter((line) =>
          banned.test(
            line.replaceAll(/"[^"]*"|`[^`]*`/g, (text) =>
              text.startsWith('"node:vm') ? text : '""',
            ),
          ),
        )
        .map((line) => `${path}: ${line.trim()}`),
    );
    assert.deepEqual(lines, []);
  });

  it("casts in base only", () => {
    const casts = product
      .filter((path) => !path.startsWith("src/base/"))
      .flatMap((path) =>
        codeLines(path)
          .filter(
            (line) =>
              /\)? as (?!const\b)[A-Za-z{(]/.test(line) &&
              !/^(import|export) /.test(line.trim()) &&
              !/[`"'].* as .*[`"']/.test(line) &&
              !/^\s*(\w+|type \w+) as \w+,?$/.test(line),
          )
          .map((line) => `${path}: ${line.trim()}`),
      );
    assert.deepEqual(casts, []);
  });

  it("never says any, and asserts nothing away with an exclamation mark", () => {
    const lines = product.flatMap((path) =>
      codeLines(path)
        .filter((line) => /[:<,]\s*any\b(?!\w)/.test(stripTexts(line)))
        .map((line) => `${path}: ${line.trim()}`),
    );
    assert.deepEqual(lines, []);
  });

  it("speaks of the product alone", () => {
    const words = /\/work\/|\bClaude session\b|\bhelper-\d/;
    assert.deepEqual(
      code.filter((path) => path !== "test/tidy.test.ts" && words.test(read(path))),
      [],
    );
  });

  it("has one version", () => {
    const manifest: unknown = JSON.parse(read("package.json"));
    assert.ok(typeof manifest === "object" && manifest !== null && "version" in manifest);
    assert.equal(manifest.version, version);
  });
});

function read(path: string): string {
  return readFileSync(path, "utf8");
}

/** The lines that are not comments. */
function codeLines(path: string): readonly string[] {
  return read(path)
    .split("\n")
    .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line));
}

function stripTexts(line: string): string {
  return line.replaceAll(/"[^"]*"|`[^`]*`|\/[^/]+\//g, '""');
}
