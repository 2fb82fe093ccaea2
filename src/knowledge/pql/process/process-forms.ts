import type { SpecialForm } from "../special-form.ts";
import { edgeForms } from "./edges.ts";
import { formOf } from "./form-reader.ts";
import { matchActivitiesForm } from "./match-activities.ts";
import { matchProcessForm } from "./match-process.ts";
import { processEqualsForm } from "./process-equals.ts";
import { processRegexForm } from "./process-regex.ts";
import { rangeGrammar } from "./range.ts";

/** Grammar of the process functions that is not that of a call. */
export const processForms: readonly SpecialForm[] = [
  formOf("CALC_THROUGHPUT", true, rangeGrammar),
  formOf("CALC_CROP", true, rangeGrammar),
  formOf("CALC_CROP_TO_NULL", true, rangeGrammar),
  matchActivitiesForm,
  matchProcessForm,
  processRegexForm,
  processEqualsForm,
  ...edgeForms,
];
