import { asError } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import type { RefusalData } from "./messages.ts";

export function toRefusalData(thrown: unknown): RefusalData {
  if (thrown instanceof Refusal) {
    return {
      code: thrown.code,
      error: thrown.message,
      reason: thrown.reason,
      resolution: thrown.resolution,
    };
  }
  return { code: undefined, error: asError(thrown).message, reason: "", resolution: "" };
}

export function fromRefusalData(data: RefusalData): Error {
  return data.code === undefined
    ? new Error(data.error)
    : new Refusal(data.code, data.error, data.reason, data.resolution);
}
