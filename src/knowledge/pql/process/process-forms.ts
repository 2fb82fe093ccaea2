import type { SpecialForm } from "../special-form.ts";

/** Grammar of the process functions that is not that of a call. */
export const processForms: readonly SpecialForm[] = [];
