import type { KnowledgeBase } from "../knowledge-base.ts";
import { askProcessGraph } from "../process/process-graph.ts";
import { askThroughput } from "../process/throughput.ts";
import { askVariants } from "../process/variants.ts";
import { type OpenProcess, openProcess, type ProcessAnswer } from "./ask-process.ts";
import type { QueryParts } from "./query-parts.ts";

type ProcessAnswers = Pick<KnowledgeBase, "variants" | "processGraph" | "throughput">;

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
      return answered(open, await askThroughput(open.source, { ...rest, ...grouped }, signal));
    },
  };
}

function answered<Answer>({ log, scope }: OpenProcess, answer: Answer): ProcessAnswer<Answer> {
  return { answer, eventLog: log.id, scope };
}
