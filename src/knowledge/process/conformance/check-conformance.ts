import { sleep } from "../../../base/abort.ts";
import { Refusal, unreachable } from "../../../base/errors.ts";
import type { ProcessSource } from "../process-source.ts";
import { askVariants, type VariantRow } from "../variants.ts";
import { align, type SearchBudget } from "./align.ts";
import { automatonOfVariants } from "./allowed-variants.ts";
import type { Automaton } from "./automaton.ts";
import { BpmnAutomaton } from "./bpmn/bpmn-automaton.ts";
import { type BpmnLimits, readBpmn } from "./bpmn/read-bpmn.ts";
import { conforms, type Deviation, deviationsOf, firstNotAllowed } from "./deviations.ts";
import { TallyOfDeviations, type RankedDeviation } from "./tally.ts";

export type ConformanceModel =
  | { readonly kind: "variants"; readonly variants: readonly (readonly string[])[] }
  | { readonly kind: "bpmn"; readonly xml: string };

export interface ConformanceLimits extends BpmnLimits {
  readonly conformanceVariantsMax: number;
  readonly conformanceMarkingsMax: number;
  readonly conformanceTokensMax: number;
  readonly conformanceStepsMax: number;
}

export interface ConformanceAnswer {
  /** Cases with at least one event; those of the most frequent variants are checked, up to a limit. */
  readonly cases: number;
  readonly checkedCases: number;
  readonly conformingCases: number;
  /** Of the checked cases, from 0 to 1. */
  readonly conformingShare: number;
  readonly variants: number;
  readonly checkedVariants: number;
  readonly conformingVariants: number;
  /** Cases that depart from the model but of which it is not said how: finding that out would take too long. */
  readonly unexplainedCases: number;
  /** In seconds; null when there are no such cases. */
  readonly conformingThroughputMean: number | null;
  readonly deviatingThroughputMean: number | null;
  /** Those of the most cases first. */
  readonly deviations: readonly RankedDeviation[];
}

/** How the cases of a log fit a model. Each variant is replayed once, however many cases follow it. */
export async function checkConformance(
  source: ProcessSource,
  model: ConformanceModel,
  limits: ConformanceLimits,
  signal: AbortSignal,
): Promise<ConformanceAnswer> {
  const automaton = automatonOf(model, limits);
  const budget: SearchBudget = { left: limits.conformanceStepsMax };
  refuseEndless(automaton, limits);
  const most = limits.conformanceVariantsMax;
  const answer = await askVariants(source, { page: 0, pageSize: most }, signal);
  const tally = new TallyOfDeviations();
  const pause = pauser(budget, signal);
  for (const variant of answer.rows) {
    await pause();
    const fits = conforms(automaton, variant.activities);
    tally.add(variant, fits ? [] : deviationsIn(automaton, variant, budget));
  }
  return {
    cases: answer.cases,
    variants: answer.variants,
    checkedVariants: answer.rows.length,
    ...tally.result(),
  };
}

function automatonOf(model: ConformanceModel, limits: ConformanceLimits): Automaton {
  switch (model.kind) {
    case "bpmn":
      return new BpmnAutomaton(readBpmn(model.xml, limits), limits);
    case "variants":
      return automatonOfVariants(model.variants);
    default:
      return unreachable(model);
  }
}

/** Undefined when the budget is spent. */
function deviationsIn(
  automaton: Automaton,
  { activities }: VariantRow,
  budget: SearchBudget,
): readonly Deviation[] | undefined {
  const own = { left: Math.min(budget.left, variantStepsMax) };
  budget.left -= own.left;
  const moves = align(automaton, activities, own);
  budget.left += Math.max(own.left, 0);
  if (typeof moves === "string") return undefined;
  const notAllowed = firstNotAllowed(automaton, activities);
  return [...deviationsOf(moves), ...(notAllowed === undefined ? [] : [notAllowed])];
}

/** A model without an end would let every search run until its budget is spent. */
function refuseEndless(automaton: Automaton, limits: ConformanceLimits): void {
  const way = align(automaton, [], { left: limits.conformanceStepsMax });
  if (typeof way !== "string") return;
  throw new Refusal(
    "invalid-content",
    "No case can conform to the model",
    automaton.activities.size === 0
      ? "It has no activities."
      : "No way through it comes to an end with all its parallel branches, so that each case would deviate.",
    "List at least one variant; or let every way of the BPMN reach an end event, with parallel branches joined by the kind of gateway that split them.",
  );
}

/** No variant alone may use up the budget, nor keep other work waiting for long. */
const variantStepsMax = 200_000;

/** Lets other work have its turn now and then, and hears of an abort. */
function pauser(budget: SearchBudget, signal: AbortSignal): () => Promise<void> {
  let variants = 0;
  let left = budget.left;
  return async () => {
    variants++;
    if (variants < variantsAtOnce && left - budget.left < stepsAtOnce) return;
    variants = 0;
    left = budget.left;
    await sleep(0, signal);
  };
}

const variantsAtOnce = 500;
const stepsAtOnce = 20_000;
