import { Refusal } from "../../../../base/errors.ts";
import type { Limits } from "../../../../base/limits.ts";
import type { Automaton } from "../automaton.ts";
import type { BpmnModel } from "./bpmn-model.ts";
import { BpmnTokens, type Marking } from "./firing.ts";

export type AutomatonLimits = Pick<Limits, "conformanceMarkingsMax" | "conformanceTokensMax">;

/** Everywhere the tokens can be after the same activities. */
interface State {
  readonly markings: ReadonlyMap<string, Marking>;
  readonly accepts: boolean;
  /** By activity, before what happens unseen after it. */
  readonly after: ReadonlyMap<string, ReadonlyMap<string, Marking>>;
  readonly next: Map<string, number>;
}

/**
 * What a BPMN process allows. States are made when they are first come to. Stops with a refusal at the most markings,
 * which a process that makes tokens without end would reach.
 */
export class BpmnAutomaton implements Automaton {
  readonly start: number;
  readonly activities: ReadonlySet<string>;
  private readonly tokens: BpmnTokens;
  private readonly limits: AutomatonLimits;
  private readonly states: State[] = [];
  private readonly known = new Map<string, number>();
  private readonly nodes: number;
  private markings = 0;
  private looked = 0;

  constructor(model: BpmnModel, limits: AutomatonLimits) {
    refuseWideGateways(model);
    this.tokens = new BpmnTokens(model);
    this.limits = limits;
    this.nodes = model.nodes.length;
    this.activities = new Set(
      model.nodes.map((node) => node.label).filter((label) => label !== ""),
    );
    this.start = this.stateOf(keyed(this.tokens.starts()));
  }

  next(state: number, activity: string): number | undefined {
    const at = this.states[state];
    const after = at?.after.get(activity);
    if (at === undefined || after === undefined) return undefined;
    const known = at.next.get(activity);
    if (known !== undefined) return known;
    const next = this.stateOf(after);
    at.next.set(activity, next);
    return next;
  }

  accepts(state: number): boolean {
    return this.states[state]?.accepts === true;
  }

  possible(state: number): readonly string[] {
    return [...(this.states[state]?.after.keys() ?? [])].toSorted();
  }

  private stateOf(begun: ReadonlyMap<string, Marking>): number {
    const markings = new Map(begun);
    const after = new Map<string, Map<string, Marking>>();
    for (const [, marking] of markings) {
      this.count(marking);
      for (const firing of this.tokens.firings(marking)) {
        this.looked += firing.marking.length;
        const key = firing.marking.join();
        if (firing.label === "") markings.set(key, markings.get(key) ?? firing.marking);
        else {
          const targets = after.get(firing.label) ?? new Map<string, Marking>();
          after.set(firing.label, targets.set(key, firing.marking));
        }
      }
    }
    const id = [...markings.keys()].toSorted().join(";");
    const known = this.known.get(id);
    if (known !== undefined) return known;
    this.known.set(id, this.states.length);
    this.states.push({ markings, accepts: markings.has(""), after, next: new Map() });
    return this.states.length - 1;
  }

  private count(marking: Marking): void {
    const { conformanceMarkingsMax, conformanceTokensMax } = this.limits;
    this.markings++;
    this.looked += this.nodes + marking.length;
    const isWithin = this.looked <= conformanceTokensMax;
    if (isWithin && this.markings <= conformanceMarkingsMax) return;
    throw new Refusal(
      "too-large",
      "The BPMN process has too many states",
      (isWithin
        ? `More than ${conformanceMarkingsMax} ways in which its tokens can lie were met (limit conformanceMarkingsMax). `
        : `Finding the ways in which its tokens can lie took more than ${conformanceTokensMax} looks at tokens (limit conformanceTokensMax). `) +
        "Many parallel branches do that, and loops that start a parallel branch anew each time.",
      "Let parallel branches meet in a parallel gateway before a loop goes back, or check a part of the process at a time.",
    );
  }
}

/** Each choice of ways is a state of its own. */
const inclusiveWaysMax = 10;

function refuseWideGateways({ nodes, flows }: BpmnModel): void {
  for (const node of nodes) {
    if (node.kind !== "inclusive") continue;
    const ways = flows.filter((flow) => flow.source === node.id).length;
    if (ways <= inclusiveWaysMax) continue;
    throw new Refusal(
      "too-large",
      `The inclusive gateway "${node.id}" has ${ways} ways out`,
      `An inclusive gateway may have ${inclusiveWaysMax}.`,
      "Split it into several gateways.",
    );
  }
}

function keyed(markings: readonly Marking[]): ReadonlyMap<string, Marking> {
  return new Map(markings.map((marking) => [marking.join(), marking]));
}
