/** The part of a BPMN 2.0 process that says in which order activities may happen. */
export interface BpmnModel {
  readonly nodes: readonly BpmnNode[];
  readonly flows: readonly BpmnFlow[];
}

export interface BpmnNode {
  readonly id: string;
  readonly kind: BpmnNodeKind;
  /** The activity; empty for what leaves no event in a log. */
  readonly label: string;
}

/** `pass`: intermediate events and tasks without a name, which happen unseen. */
export type BpmnNodeKind =
  | "start"
  | "end"
  | "terminate"
  | "task"
  | "pass"
  | "exclusive"
  | "parallel"
  | "inclusive";

/** By ids of nodes. */
export interface BpmnFlow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
}
