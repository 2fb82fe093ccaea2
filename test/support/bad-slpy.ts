import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { checkSlpy } from "../../src/pygen/slpy/check-slpy.ts";
import { lineAndColumn } from "../../src/pygen/slpy/line-and-column.ts";
import type { SlpyFinding } from "../../src/pygen/slpy/slpy-finding.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";

/** A text with one mistake. `§` stands where the finding must begin; `fix` is what must be put over its span. */
export interface BadText {
  readonly title: string;
  readonly text: string;
  readonly code: string;
  readonly words: RegExp;
  readonly fix?: string;
  /** The text is without errors once the fix is made. */
  readonly mends?: boolean;
  /** There is no other finding. */
  readonly alone?: boolean;
}

/** The line that every text begins with. */
export const head = 'p = Pipeline(label="x")\n';

const catalogue = createCatalogue(snaps);

/** Tests that each mistake is found where it is, in words that help, and that the fix mends it. */
export function testBadSlpy(part: string, texts: readonly BadText[]): void {
  describe(`G11 bad SLPy is said with place, words and fix: ${part}`, () => {
    for (const bad of texts) it(bad.title, () => checkBad(bad));
  });
}

function checkBad({ text, code, words, fix, mends, alone }: BadText): void {
  const start = text.indexOf("§");
  const source = text.replace("§", "");
  const findings = checkSlpy(source, catalogue);
  const found = findings.find((one) => one.code === code);
  assert.ok(found !== undefined, JSON.stringify(findings, undefined, 2));
  if (alone === true) assert.deepEqual(findings, [found]);
  const { line, column } = lineAndColumn(source, start);
  assert.deepEqual({ line: found.line, column: found.column }, { line, column });
  assert.equal(found.place.span?.start, start);
  assert.match(`${found.error}\n${found.reason}\n${found.resolution}`, words);
  assert.equal(found.fix?.replacement, fix);
  if (mends === true) {
    const left = checkSlpy(mended(source, found), catalogue);
    assert.deepEqual(
      left.filter((one) => one.severity === "error" || one.code === code),
      [],
    );
  }
}

function mended(source: string, { place, fix }: SlpyFinding): string {
  const { start, end } = place.span ?? { start: 0, end: 0 };
  return source.slice(0, start) + (fix?.replacement ?? "") + source.slice(end);
}
