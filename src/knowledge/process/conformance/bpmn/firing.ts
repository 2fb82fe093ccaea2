import { unreachable } from "../../../../base/errors.ts";
import type { BpmnModel, BpmnNode } from "./bpmn-model.ts";

/** Which sequence flows hold tokens: their indexes in ascending order, one for each token. */
export type Marking = readonly number[];

export interface Firing {
  /** The activity that happens; empty when nothing is seen. */
  readonly label: string;
  readonly marking: Marking;
}

interface Wired {
  readonly node: BpmnNode;
  readonly incoming: readonly number[];
  readonly outgoing: readonly number[];
}

/** How tokens move in a BPMN process, as BPMN 2.0 §13 says. */
export class BpmnTokens {
  private readonly steps: readonly Wired[];
  /** By gateway, then by flow: the incoming flows of the gateway that a token of that flow can reach without it. */
  private readonly reaching = new Map<string, readonly ReadonlySet<number>[]>();

  constructor({ nodes, flows }: BpmnModel) {
    const indexes = (end: "source" | "target", id: string): readonly number[] =>
      flows.flatMap((flow, index) => (flow[end] === id ? [index] : []));
    this.steps = nodes.map((node) => ({
      node,
      incoming: indexes("target", node.id),
      outgoing: indexes("source", node.id),
    }));
    const outgoingOfTarget = flows.map((flow) => ({
      target: flow.target,
      next: indexes("source", flow.target),
    }));
    for (const { node, incoming } of this.steps) {
      if (node.kind !== "inclusive" || incoming.length < 2) continue;
      this.reaching.set(
        node.id,
        flows.map((_, flow) => reachable(flow, node.id, new Set(incoming), outgoingOfTarget)),
      );
    }
  }

  /** One beginning for each start event: only one of them happens. */
  starts(): readonly Marking[] {
    return this.steps
      .filter(({ node }) => node.kind === "start")
      .map(({ outgoing }) => ascending(outgoing));
  }

  /** Everything that one step can do. */
  firings(marking: Marking): readonly Firing[] {
    const marked = new Set(marking);
    return this.steps.flatMap((step) => this.firingsOf(step, marking, marked));
  }

  private firingsOf(step: Wired, marking: Marking, marked: ReadonlySet<number>): Firing[] {
    const { node, incoming, outgoing } = step;
    const ready = incoming.filter((flow) => marked.has(flow));
    if (ready.length === 0) return [];
    const fire = (consumed: readonly number[], produced: readonly number[]): Firing => ({
      label: node.label,
      marking: moved(marking, consumed, produced),
    });
    switch (node.kind) {
      case "start":
        return [];
      case "terminate":
        return [{ label: "", marking: [] }];
      case "end":
        return ready.map((flow) => fire([flow], []));
      case "task":
      case "pass":
        return ready.map((flow) => fire([flow], outgoing));
      case "exclusive":
        return ready.flatMap((flow) => outgoing.map((way) => fire([flow], [way])));
      case "parallel":
        return ready.length === incoming.length ? [fire(incoming, outgoing)] : [];
      case "inclusive":
        if (!this.mayJoin(step, ready, marked)) return [];
        return someOf(outgoing).map((ways) => fire(ready, ways));
      default:
        return unreachable(node.kind);
    }
  }

  /** An inclusive gateway waits for a token that can still come by a flow that has none. */
  private mayJoin(
    { node, incoming }: Wired,
    ready: readonly number[],
    marked: ReadonlySet<number>,
  ): boolean {
    const reaching = this.reaching.get(node.id);
    if (reaching === undefined) return true;
    const waiting = [...marked].filter((flow) => !incoming.includes(flow));
    return waiting.every((flow) => {
      const ends = reaching[flow] ?? new Set();
      const arrives = [...ends].some((end) => !ready.includes(end));
      return !arrives || ready.some((end) => ends.has(end));
    });
  }
}

function reachable(
  from: number,
  gateway: string,
  ends: ReadonlySet<number>,
  flows: readonly { readonly target: string; readonly next: readonly number[] }[],
): ReadonlySet<number> {
  const seen = new Set([from]);
  for (const flow of seen) {
    const at = flows[flow];
    if (at === undefined || at.target === gateway) continue;
    for (const next of at.next) seen.add(next);
  }
  return new Set([...seen].filter((flow) => ends.has(flow)));
}

/** Every choice of at least one. */
function someOf(items: readonly number[]): readonly (readonly number[])[] {
  let choices: (readonly number[])[] = [[]];
  for (const item of items) choices = choices.flatMap((chosen) => [chosen, [...chosen, item]]);
  return choices.filter((chosen) => chosen.length > 0);
}

function moved(
  marking: Marking,
  consumed: readonly number[],
  produced: readonly number[],
): Marking {
  const left = [...marking];
  for (const flow of consumed) left.splice(left.indexOf(flow), 1);
  return ascending([...left, ...produced]);
}

function ascending(flows: readonly number[]): Marking {
  return flows.toSorted((a, b) => a - b);
}
