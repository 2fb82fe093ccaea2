import type { KnowledgeBase } from "../knowledge-base.ts";
import {
  checkConformance,
  type ConformanceModel,
} from "../process/conformance/check-conformance.ts";
import { askProcessGraph } from "../process/process-graph.ts";
import { askThroughput } from "../process/throughput.ts";
import { askVariants } from "../process/variants.ts";
import {
  type OpenProcess,
  openProcess,
  type ProcessAnswer,
  type ProcessQuestion,
} from "./ask-process.ts";
import { refuseUnknownActivity } from "./known-activities.ts";
import type { QueryParts } from "./query-parts.ts";

type ProcessAnswers = Pick<
  KnowledgeBase,
  "variants" | "processGraph" | "throughput" | "conformance"
>;

/** What cases are held against. */
export type ProcessModel =
  | ConformanceModel
  /** The most frequent variants of the same events. */
  | { readonly kind: "top-variants"; readonly count: number };

export interface ProcessConformanceQuestion extends ProcessQuestion {
  readonly model: ProcessModel;
}

/** What a knowledge base answers about its event logs. */
export function processAnswers(parts: QueryParts): ProcessAnswers {
  return {
    async variants(question, asker, signal) {
      const open = openProcess(parts, question, asker);
      const answer = await askVariants(open.source, question, signal);
      if (!open.casesMasked) return answered(open, answer);
      return answered(open, {
        ...answer,
        rows: answer.rows.map((row) => ({ ...row, exampleCase: "" })),
      });
    },
    async processGraph(question, asker, signal) {
      const open = openProcess(parts, question, asker);
      return answered(open, await askProcessGraph(open.source, signal));
    },
    async throughput(question, asker, signal) {
      const { groupBy, groupsMax, ...rest } = question;
      const open = openProcess(parts, question, asker, groupBy);
      const grouped = groupBy === undefined ? {} : { groupsMax: groupsMax ?? 20 };
      const answer = await askThroughput(open.source, { ...rest, ...grouped }, signal);
      if (answer.all.measured === 0) {
        await refuseUnknownActivity(parts, open, question.from, "from_activity", signal);
        await refuseUnknownActivity(parts, open, question.to, "to_activity", signal);
      }
      return answered(open, answer);
    },
    async conformance(question, asker, signal) {
      const open = openProcess(parts, question, asker);
      const model = await modelOf(open, question.model, signal);
      const answer = await checkConformance(open.source, model, parts.limits, signal);
      if (!open.casesMasked) return answered(open, answer);
      return answered(open, {
        ...answer,
        deviations: answer.deviations.map((one) => ({ ...one, exampleCase: "" })),
      });
    },
  };
}

async function modelOf(
  { source }: OpenProcess,
  model: ProcessModel,
  signal: AbortSignal,
): Promise<ConformanceModel> {
  if (model.kind !== "top-variants") return model;
  const { rows } = await askVariants(source, { page: 0, pageSize: model.count }, signal);
  return { kind: "variants", variants: rows.map((row) => row.activities) };
}

function answered<Answer>({ log, scope }: OpenProcess, answer: Answer): ProcessAnswer<Answer> {
  return { answer, eventLog: log.id, scope };
}
