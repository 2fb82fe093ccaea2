import type { Finding } from "../../src/base/finding.ts";
import { isObject } from "../../src/base/json.ts";

/** What an answer says is wrong, as separate texts: this is all that a bot may learn from. */
export interface Words {
  readonly error: string;
  readonly reason: string;
  readonly resolution: string;
  /** Label of the Snap that is meant. */
  readonly snap?: string;
  readonly fix?: string;
}

export interface Answer {
  readonly success: boolean;
  readonly response: Readonly<Record<string, unknown>>;
  /** What the model reads of it. */
  readonly text: string;
}

/** The troubles that an answer names: the one of a refusal, or those of a pipeline that did not run. */
export function troublesOf(answer: Answer): readonly Words[] {
  const { response, success } = answer;
  if (!success) return [wordsOf(response)];
  if (response["state"] !== "Failed") return [];
  return [...findingsOf(answer), ...wordsIn(response["errors"])];
}

/** What a static check found wrong. */
export function findingsOf({ response }: Answer): readonly Words[] {
  return wordsIn(response["findings"]);
}

function wordsIn(value: unknown): readonly Words[] {
  return listOf(value)
    .filter((one) => one["severity"] !== "warning")
    .map((one) => ({
      ...wordsOf(one),
      ...(typeof one["snap"] === "string" ? { snap: one["snap"] } : {}),
      ...(typeof one["fix"] === "string" ? { fix: one["fix"] } : {}),
    }));
}

/** A finding of the compiler; its fix replaces a stretch of text and is no words. */
export function findingWords({ error, reason, resolution }: Finding): Words {
  return { error, reason, resolution };
}

function wordsOf(value: Readonly<Record<string, unknown>>): Words {
  const text = (key: string): string => (typeof value[key] === "string" ? value[key] : "");
  return { error: text("error"), reason: text("reason"), resolution: text("resolution") };
}

export function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** All that the words say, as one text. */
export function sentence({ error, reason, resolution, fix = "" }: Words): string {
  return [error, reason, resolution, fix].filter((text) => text !== "").join(" ");
}
