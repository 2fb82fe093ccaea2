import { Refusal } from "../../base/errors.ts";

/**
 * What DuckDB says, as a refusal where the data or the formula is the cause. DuckDB's own words may repeat values that
 * a policy hides, so they are not passed on. An error in the SQL itself is a bug and stays as it is.
 */
export function explainDuckDbError(error: Error): Error {
  if (error instanceof Refusal) return error;
  switch (kindOf(error)) {
    case "Conversion":
      return uncomputable(
        "A value cannot be converted to the type that the formula asks for, such as a text that is no number.",
        "Convert only values that fit: test them with CASE WHEN, or filter the others out.",
      );
    case "Out of Range":
      return uncomputable(
        "A result lies beyond the range of its type.",
        "Multiply by 1.0 so that it is computed as FLOAT, or filter out the values that are too large.",
      );
    case "Invalid Input":
      return uncomputable(
        "A function was given a value that it is not defined for.",
        "Check the arguments of the functions in the formula, or filter such values out.",
      );
    case "Out of Memory":
      return new Refusal(
        "limit-reached",
        "The question needs more memory than it may use",
        "It needs more than `warehouseMemoryMibMax` allows, and cannot be computed piece by piece on disk within `warehouseSpillMibMax`.",
        "Ask about fewer rows or group by fewer attributes, or have the limit raised.",
      );
    default:
      return error;
  }
}

/** `Out of Memory` of `Out of Memory Error: failed to …`. */
function kindOf(error: Error): string | undefined {
  return /^([A-Z][A-Za-z ]*?) Error:/.exec(error.message)?.[1];
}

function uncomputable(reason: string, resolution: string): Refusal {
  return new Refusal("invalid-content", "The formula cannot be computed", reason, resolution);
}
