import { z } from "zod";
import { nearestNames } from "../base/nearest.ts";

/** What an argument holds once `optional`, `default` and the like are taken off. */
export function innerSchema(schema: unknown): unknown {
  let inner = schema;
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodNullable
  ) {
    inner = inner.unwrap();
  }
  return inner;
}

/** Whether a call may leave the argument out. */
export function isOptional(schema: unknown): boolean {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault;
}

/** The kind of value in words: `a whole number`, `one of "a", "b"`. */
export function expectedWords(schema: unknown): string {
  const inner = innerSchema(schema);
  if (inner instanceof z.ZodEnum) {
    return `one of ${inner.options.map((option) => JSON.stringify(option)).join(", ")}`;
  }
  if (inner instanceof z.ZodBoolean) return "true or false";
  if (inner instanceof z.ZodNumber) return numberWords(inner);
  if (inner instanceof z.ZodRecord) return "an object";
  if (inner instanceof z.ZodArray) return "an array";
  return "a text";
}

/** The value that the schema takes and that is nearest to one that it does not take; nothing when that is not clear. */
export function valueInstead(schema: unknown, value: unknown): unknown {
  const inner = innerSchema(schema);
  if (inner instanceof z.ZodEnum && typeof value === "string") {
    const options = inner.options.filter((option) => typeof option === "string");
    return nearestNames(value, options, 1)[0];
  }
  if (!(inner instanceof z.ZodNumber) || typeof value !== "number") return undefined;
  if (inner.minValue !== null && value < inner.minValue) return inner.minValue;
  if (inner.maxValue !== null && value > inner.maxValue) return inner.maxValue;
  return undefined;
}

function numberWords(schema: z.ZodNumber): string {
  const least = schema.minValue;
  const most = schema.maxValue;
  const bounds = [
    least !== null && Number.isFinite(least) && least > Number.MIN_SAFE_INTEGER
      ? ` from ${least}`
      : "",
    most !== null && Number.isFinite(most) && most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : "",
  ];
  return `a whole number${bounds.join("")}`;
}
