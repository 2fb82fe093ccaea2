import type { Setting } from "../../../engine/setting.ts";
import { bindPerDocument } from "../../../engine/settings/evaluated.ts";
import type { EgressAnswer } from "../../../engine/egress/egress.ts";
import { answerHead } from "./answer-document.ts";
import { retriedStatuses } from "./retry-policy.ts";

/** Which answers are asked for again: an expression over `$statusLine` and `$headers`, or words such as "Server errors". */
export function retryCondition(help: string): Setting<(answer: EgressAnswer) => boolean> {
  return {
    shape: { kind: "text", help, required: false, default: "", expression: "document" },
    bind: (value, context) => {
      const evaluate = bindPerDocument(value, "document", context);
      if (value?.expression === true) return (answer) => evaluate(answerHead(answer)) === true;
      const words = evaluate({});
      const retries = retriedStatuses(typeof words === "string" ? words : "");
      return ({ status }) => retries(status);
    },
  };
}
