import type { VariantRow } from "../variants.ts";
import type { Deviation } from "./deviations.ts";

export interface RankedDeviation extends Deviation {
  readonly cases: number;
  /** Of the checked cases. */
  readonly share: number;
  readonly variants: number;
  /** Mean throughput of its cases less that of the conforming ones, in seconds; null when none conforms. */
  readonly throughputDifference: number | null;
  readonly exampleCase: string;
}

interface Group {
  cases: number;
  variants: number;
  /** Of all cases together, in seconds. */
  seconds: number;
}

interface DeviationGroup extends Group {
  readonly deviation: Deviation;
  readonly exampleCase: string;
}

/** Adds up variants, the most frequent first. */
export class TallyOfDeviations {
  private readonly conforming: Group = { cases: 0, variants: 0, seconds: 0 };
  private readonly deviating: Group = { cases: 0, variants: 0, seconds: 0 };
  private readonly groups = new Map<string, DeviationGroup>();
  private unexplained = 0;

  /** `deviations` is empty for a variant that conforms, undefined when it is not known how it deviates. */
  add(variant: VariantRow, deviations: readonly Deviation[] | undefined): void {
    addTo(deviations?.length === 0 ? this.conforming : this.deviating, variant);
    if (deviations === undefined) this.unexplained += variant.cases;
    for (const deviation of deviations ?? []) {
      const key = JSON.stringify([deviation.kind, deviation.activity, deviation.after ?? null]);
      const { exampleCase } = variant;
      const group = this.groups.get(key) ?? {
        deviation,
        exampleCase,
        cases: 0,
        variants: 0,
        seconds: 0,
      };
      addTo(group, variant);
      this.groups.set(key, group);
    }
  }

  result() {
    const checkedCases = this.conforming.cases + this.deviating.cases;
    const conforming = meanOf(this.conforming);
    const deviations = [...this.groups.values()]
      .toSorted((a, b) => b.cases - a.cases || order(a.deviation, b.deviation))
      .map((group): RankedDeviation => {
        const mean = meanOf(group);
        return {
          ...group.deviation,
          cases: group.cases,
          share: group.cases / checkedCases,
          variants: group.variants,
          throughputDifference: mean === null || conforming === null ? null : mean - conforming,
          exampleCase: group.exampleCase,
        };
      });
    return {
      checkedCases,
      conformingCases: this.conforming.cases,
      conformingShare: checkedCases === 0 ? 1 : this.conforming.cases / checkedCases,
      conformingVariants: this.conforming.variants,
      unexplainedCases: this.unexplained,
      conformingThroughputMean: conforming,
      deviatingThroughputMean: meanOf(this.deviating),
      deviations,
    };
  }
}

function addTo(group: Group, variant: VariantRow): void {
  group.cases += variant.cases;
  group.variants++;
  group.seconds += variant.throughputMean * variant.cases;
}

function meanOf({ cases, seconds }: Group): number | null {
  return cases === 0 ? null : seconds / cases;
}

function order(a: Deviation, b: Deviation): number {
  const [left, right] = [a, b].map((one) => `${one.kind} ${one.activity} ${one.after ?? ""}`);
  return (left ?? "") < (right ?? "") ? -1 : 1;
}
