import assert from "node:assert/strict";
import { QuestionRefusal } from "../../src/knowledge/query/question-refusal.ts";

/** The refusal that a question to a knowledge base is answered with. */
export async function refusalIn(work: Promise<unknown>): Promise<QuestionRefusal> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof QuestionRefusal) return thrown;
    throw thrown;
  }
  return assert.fail("the question was answered");
}
