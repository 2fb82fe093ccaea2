import { SaxesParser, type SaxesTagPlain } from "saxes";
import { Refusal } from "../../../../base/errors.ts";
import type { BpmnFlow, BpmnModel, BpmnNode, BpmnNodeKind } from "./bpmn-model.ts";

export interface BpmnLimits {
  readonly bpmnBytesMax: number;
  readonly bpmnNodesMax: number;
}

/** Reads the one process of a BPMN 2.0 file; diagrams, lanes, data and conditions are passed over. */
export function readBpmn(xml: string, limits: BpmnLimits): BpmnModel {
  if (Buffer.byteLength(xml) > limits.bpmnBytesMax) {
    throw new Refusal(
      "too-large",
      "The BPMN is too large",
      `It has more than ${limits.bpmnBytesMax} bytes (limit bpmnBytesMax).`,
      "Leave out the diagram (<bpmndi:BPMNDiagram>), or split the process.",
    );
  }
  const reader = new BpmnReader(limits);
  const parser = new SaxesParser({ xmlns: false });
  parser.on("opentag", (tag) => reader.open(tag));
  parser.on("closetag", (tag) => reader.close(tag.name));
  parser.on("error", (error) => {
    throw unusable(
      `Expected well-formed XML; found this: ${error.message.trim().replace(/\.$/, "")}.`,
    );
  });
  parser.write(xml).close();
  return reader.model();
}

const kinds: Readonly<Record<string, BpmnNodeKind>> = {
  startEvent: "start",
  endEvent: "end",
  task: "task",
  userTask: "task",
  manualTask: "task",
  serviceTask: "task",
  sendTask: "task",
  receiveTask: "task",
  scriptTask: "task",
  businessRuleTask: "task",
  callActivity: "task",
  intermediateCatchEvent: "pass",
  intermediateThrowEvent: "pass",
  exclusiveGateway: "exclusive",
  eventBasedGateway: "exclusive",
  parallelGateway: "parallel",
  inclusiveGateway: "inclusive",
};

const unsupported: Readonly<Record<string, string>> = {
  boundaryEvent: "Draw an exclusive gateway behind the task instead.",
  complexGateway: "Draw it with exclusive, parallel or inclusive gateways.",
  subProcess: "Draw the steps of the subprocess in the process itself, or use a callActivity.",
  adHocSubProcess: "Draw its steps in the process itself.",
  transaction: "Draw its steps in the process itself.",
};

class BpmnReader {
  private readonly limits: BpmnLimits;
  private readonly nodes = new Map<string, BpmnNode>();
  private readonly flows: BpmnFlow[] = [];
  /** Counted from 1; 0 outside of all processes. */
  private process = 0;
  private processesRead = 0;
  private readonly processesWithSteps = new Set<number>();
  private current: BpmnNode | undefined;

  constructor(limits: BpmnLimits) {
    this.limits = limits;
  }

  open(tag: SaxesTagPlain): void {
    const name = localName(tag.name);
    if (name === "process") this.process = ++this.processesRead;
    if (this.process === 0) return;
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind !== undefined) this.node(kind, tag);
    else if (name === "sequenceFlow") this.flow(tag);
    else if (name === "terminateEventDefinition" && this.current?.kind === "end") {
      this.nodes.set(this.current.id, { ...this.current, kind: "terminate" });
    } else if (Object.hasOwn(unsupported, name)) {
      throw unusable(
        `It has a <${name}> (${shown(tag.attributes)}), which is not supported.`,
        unsupported[name],
      );
    }
    if (this.nodes.size + this.flows.length > this.limits.bpmnNodesMax) {
      throw new Refusal(
        "too-large",
        "The BPMN has too many parts",
        `It has more than ${this.limits.bpmnNodesMax} nodes and flows (limit bpmnNodesMax).`,
        "Check a part of the process at a time.",
      );
    }
  }

  close(name: string): void {
    if (localName(name) === "process") this.process = 0;
    if (Object.hasOwn(kinds, localName(name))) this.current = undefined;
  }

  model(): BpmnModel {
    const nodes = [...this.nodes.values()];
    if (this.processesWithSteps.size > 1) {
      throw unusable("It has more than one process (pool) with steps.", "Keep one of the pools.");
    }
    if (!nodes.some((node) => node.kind === "start")) {
      throw unusable("It has no <startEvent>.", "Draw where the process starts.");
    }
    if (!nodes.some((node) => node.kind === "end" || node.kind === "terminate")) {
      throw unusable("It has no <endEvent>.", "Draw where the process ends.");
    }
    for (const { id, source, target } of this.flows) {
      const missing = [source, target].find((end) => !this.nodes.has(end));
      if (missing === undefined) continue;
      throw unusable(
        `The sequence flow "${id}" refers to "${missing}", and no step has that id.`,
        "Let sourceRef and targetRef name steps of the process.",
      );
    }
    return { nodes, flows: this.flows };
  }

  private node(kind: BpmnNodeKind, { attributes }: SaxesTagPlain): void {
    const { id } = attributes;
    if (id === undefined || this.nodes.has(id)) {
      throw unusable(
        `A step (${shown(attributes)}) has ${id === undefined ? "no id" : "the id of another step"}.`,
        "Give each step an id of its own.",
      );
    }
    this.processesWithSteps.add(this.process);
    const label = kind === "task" ? tidied(attributes["name"]) : "";
    this.current = { id, kind: kind === "task" && label === "" ? "pass" : kind, label };
    this.nodes.set(id, this.current);
  }

  private flow({ attributes }: SaxesTagPlain): void {
    const { id = "", sourceRef, targetRef } = attributes;
    if (sourceRef === undefined || targetRef === undefined) {
      throw unusable(`The sequence flow "${id}" lacks sourceRef or targetRef.`);
    }
    this.flows.push({ id, source: sourceRef, target: targetRef });
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Modelling tools break long names into lines. */
function tidied(name: string | undefined): string {
  return (name ?? "").replaceAll(/\s+/g, " ").trim();
}

function shown({ id, name }: Readonly<Record<string, string>>): string {
  return `id "${id ?? ""}", name "${tidied(name)}"`;
}

function unusable(reason: string, resolution = "Export the process as BPMN 2.0 XML."): Refusal {
  return new Refusal("invalid-content", "The BPMN cannot be used", reason, resolution);
}
