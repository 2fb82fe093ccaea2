import type { Finding } from "../base/finding.ts";
import type { Limits } from "../base/limits.ts";
import { createCatalogue } from "../engine/catalogue.ts";
import { readSlp } from "../pipeline/read-slp.ts";
import { checkSlpy } from "../pygen/slpy/check-slpy.ts";
import { compileSlpy, type SlpyResult } from "../pygen/slpy/compile-slpy.ts";
import { decompileSlpy } from "../pygen/slpy/decompile-slpy.ts";
import type { SlpyFinding } from "../pygen/slpy/slpy-finding.ts";
import { snaps } from "../snaps/catalog.gen.ts";
import { knownSnaps } from "../snaps/known/known-snaps.ts";

/** SLPy with the Snaps of this build; needs no data directory. */
export interface Slpy {
  compile(source: string): SlpyResult;
  /** All that is wrong or doubtful, with line and column. */
  check(source: string): readonly SlpyFinding[];
  decompile(slp: string): DecompileResult;
}

export type DecompileResult =
  | { readonly ok: true; readonly source: string }
  | { readonly ok: false; readonly findings: readonly Finding[] };

export function createSlpy(limits: Limits): Slpy {
  const catalogue = createCatalogue(snaps, knownSnaps);
  return {
    compile: (source) => compileSlpy(source, catalogue, { limits }),
    check: (source) => checkSlpy(source, catalogue, { limits }),
    decompile: (slp) => {
      const read = readSlp(slp, limits);
      if (!read.ok) return { ok: false, findings: read.findings };
      return { ok: true, source: decompileSlpy(read.pipeline, catalogue) };
    },
  };
}
