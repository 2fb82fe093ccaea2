/**
 * BPMN from lines such as `start > A`, `A > x1` and `x1 > end`. A name's first letters say what it is: `start`, `end`,
 * `stop` (a terminating end), `x` (exclusive), `p` (parallel), `o` (inclusive), `m` (an intermediate event); what
 * begins with a capital is a task.
 */
export function bpmnForTests(lines: readonly string[]): string {
  const flows = lines.flatMap((line) => {
    const steps = line.split(">").map((step) => step.trim());
    return steps
      .slice(1)
      .map((target, index): readonly [string, string] => [steps[index] ?? "", target]);
  });
  const names = new Set(flows.flat());
  const nodes = [...names].map((name) => {
    const tag = tagOf(name);
    const inside = name.startsWith("stop") ? "<bpmn:terminateEventDefinition/>" : "";
    return `<bpmn:${tag} id="n_${name}" name="${name}">${inside}</bpmn:${tag}>`;
  });
  const edges = flows.map(
    ([source, target], index) =>
      `<bpmn:sequenceFlow id="f${index}" sourceRef="n_${source}" targetRef="n_${target}"/>`,
  );
  return `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:process id="p">${[...nodes, ...edges].join("")}</bpmn:process></bpmn:definitions>`;
}

function tagOf(name: string): string {
  if (name.startsWith("start")) return "startEvent";
  if (name.startsWith("end") || name.startsWith("stop")) return "endEvent";
  if (name.startsWith("x")) return "exclusiveGateway";
  if (name.startsWith("p")) return "parallelGateway";
  if (name.startsWith("o")) return "inclusiveGateway";
  if (name.startsWith("m")) return "intermediateCatchEvent";
  return "userTask";
}
