import type { Finding } from "../../base/finding.ts";
import { nearestNames } from "../../base/nearest.ts";
import { defineRule } from "../define-rule.ts";
import { placeOf, severityFor } from "../lint-context.ts";
import { isBlank, leafTextOf, type SettingVisit, walkSettings } from "../setting-walk.ts";
import type { SettingShape } from "../snap-shape.ts";
import { listWords, snapName } from "../snap-words.ts";

/** What every Snap has, whatever its class. */
const executionMode: Readonly<Record<string, SettingShape>> = {
  execution_mode: {
    kind: "choice",
    help: "When the Snap takes part.",
    required: false,
    expression: "none",
    default: "Validate & Execute",
    options: ["Validate & Execute", "Execute only", "Disabled"],
  },
};

/** Case and surrounding space do not count, and numbers and flags may be written as text: as when a run binds them. */
export default defineRule({
  code: "bad-setting-value",
  summary: "Choices, whole numbers, flags, tables and groups hold what they can hold.",
  *check({ known }): Iterable<Finding> {
    for (const { snap, shape } of known) {
      for (const visit of walkSettings(snap.settings, { ...executionMode, ...shape.settings })) {
        const expected = expectation(visit);
        if (expected === undefined) continue;
        const name = snapName(snap, shape);
        const near = nearestOption(visit);
        yield {
          code: "bad-setting-value",
          severity: severityFor(snap),
          place: placeOf(snap, { setting: visit.setting }),
          error: `\`${visit.setting}\` of ${name} has a value that it cannot have.`,
          reason: `Expected ${expected}; found ${foundWords(visit)}.`,
          resolution:
            near === undefined
              ? `Set \`${visit.setting}\` to ${expected}.`
              : `Set \`${visit.setting}\` to "${near}".`,
          ...(near === undefined
            ? {}
            : { fix: { summary: `Set it to "${near}"`, replacement: near } }),
        };
      }
    }
  },
});

/** In words what the setting can hold when the value is something else; `undefined` when all is well. */
function expectation({ shape, value }: SettingVisit): string | undefined {
  if (isBlank(value)) return undefined;
  const content = value?.value ?? null;
  if (shape.kind === "table")
    return Array.isArray(content) || isEmptyObject(content) ? undefined : "rows of a table";
  if (shape.kind === "group") {
    return typeof content === "object" && !Array.isArray(content)
      ? undefined
      : "a group of settings";
  }
  if (isEmptyObject(content)) return undefined;
  const text = leafTextOf(value);
  if (text === undefined) return "a single value";
  if (value?.expression === true && shape.expression !== "none") return undefined;
  return literalExpectation(shape, text.trim());
}

function literalExpectation(shape: SettingShape, text: string): string | undefined {
  switch (shape.kind) {
    case "choice": {
      const fits = shape.options.some((option) => option.toLowerCase() === text.toLowerCase());
      return fits
        ? undefined
        : listWords(
            shape.options.map((option) => `"${option}"`),
            "or",
          );
    }
    case "integer": {
      const number = Number(text);
      const fits = Number.isInteger(number) && number >= shape.minimum && number <= shape.maximum;
      return fits ? undefined : integerWords(shape.minimum, shape.maximum);
    }
    case "flag":
      return ["true", "false"].includes(text.toLowerCase()) ? undefined : "true or false";
    default:
      return undefined;
  }
}

function integerWords(minimum: number, maximum: number): string {
  const above = minimum > Number.MIN_SAFE_INTEGER ? ` from ${minimum}` : "";
  const below = maximum < Number.MAX_SAFE_INTEGER ? ` to ${maximum}` : "";
  return `a whole number${above}${below}`;
}

function nearestOption({ shape, value }: SettingVisit): string | undefined {
  const text = leafTextOf(value);
  if (text === undefined) return undefined;
  if (shape.kind === "choice") return nearestNames(text, shape.options, 1)[0];
  if (shape.kind === "integer") {
    const number = Number(text);
    if (!Number.isFinite(number)) return undefined;
    return String(Math.min(Math.max(Math.round(number), shape.minimum), shape.maximum));
  }
  if (shape.kind !== "flag") return undefined;
  if (/^(?:yes|y|on|1)$/i.test(text.trim())) return "true";
  return /^(?:no|n|off|0)$/i.test(text.trim()) ? "false" : undefined;
}

function foundWords({ value }: SettingVisit): string {
  const text = leafTextOf(value);
  if (text === undefined)
    return Array.isArray(value?.value) ? "rows of a table" : "a group of settings";
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  return typeof value?.value === "string" ? `"${shown}"` : shown;
}

function isEmptyObject(content: unknown): boolean {
  return typeof content === "object" && content !== null && Object.keys(content).length === 0;
}
