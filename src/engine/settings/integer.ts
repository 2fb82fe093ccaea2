import type { Value } from "../../expr/value.ts";
import type { Setting } from "../setting.ts";
import { bindConstant, bindPerDocument, reportBadValue } from "./evaluated.ts";

interface IntegerOptions {
  readonly help: string;
  readonly required?: boolean;
  readonly default: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A whole number, also when written as text; an expression in it may use parameters. */
export function integer(options: IntegerOptions): Setting<number> {
  const { minimum, maximum } = bounds(options);
  return {
    shape: integerShape(options, "parameters"),
    bind: (value, context) => {
      const found = bindConstant(value, "parameters", context);
      if (found === null || found === "") return options.default;
      const number = integerOf(found);
      if (number !== undefined && number >= minimum && number <= maximum) return number;
      reportBadValue(context, found, describe(minimum, maximum));
      return options.default;
    },
  };
}

/** A whole number that an expression may compute for every document; a value that is none falls back to the default. */
export function integerPerDocument(options: IntegerOptions): Setting<(document: Value) => number> {
  const { minimum, maximum } = bounds(options);
  return {
    shape: integerShape(options, "document"),
    bind: (value, context) => {
      const evaluate = bindPerDocument(value, "document", context);
      return (document) => {
        const number = integerOf(evaluate(document));
        return number === undefined
          ? options.default
          : Math.min(Math.max(number, minimum), maximum);
      };
    },
  };
}

function integerShape(
  options: IntegerOptions,
  expression: "parameters" | "document",
): Setting<unknown>["shape"] {
  return {
    kind: "integer",
    ...options,
    ...bounds(options),
    required: options.required ?? false,
    expression,
  };
}

function bounds(options: IntegerOptions): { minimum: number; maximum: number } {
  return { minimum: options.minimum ?? 0, maximum: options.maximum ?? Number.MAX_SAFE_INTEGER };
}

function integerOf(value: Value): number | undefined {
  const isText = typeof value === "string" && value.trim() !== "";
  if (!isText && typeof value !== "number" && typeof value !== "bigint") return undefined;
  const number = Number(value);
  return Number.isInteger(number) ? number : undefined;
}

function describe(minimum: number, maximum: number): string {
  return maximum === Number.MAX_SAFE_INTEGER
    ? `a whole number from ${minimum}`
    : `a whole number from ${minimum} to ${maximum}`;
}
