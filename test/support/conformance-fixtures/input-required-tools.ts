import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { isObject } from "../../../src/base/json.ts";
import type { Call } from "../../../src/mcp/call.ts";
import { rpcCode } from "../../../src/mcp/json-rpc.ts";
import { type Result, resultOf } from "../../../src/mcp/result.ts";
import { RpcFailure } from "../../../src/mcp/rpc-failure.ts";
import { type Fields, type FixtureTool, textResult } from "./fixture.ts";

const key = randomBytes(32);

/** Tools that answer with what they need to know first. */
export const inputRequiredTools: readonly FixtureTool[] = [
  {
    name: "test_input_required_result_elicitation",
    run(call) {
      const name = fieldOf(contentOf(call, "user_name"), "name");
      if (name === undefined) return inputRequired({ user_name: askName });
      return textResult(`Hello, ${name}!`);
    },
  },
  {
    name: "test_streaming_elicitation",
    run(call) {
      const name = fieldOf(contentOf(call, "user_name"), "name");
      return name === undefined ? inputRequired({ user_name: askName }) : textResult(name);
    },
  },
  {
    name: "test_input_required_result_sampling",
    run(call) {
      const answer = responseOf(call, "capital_question");
      const content = answer?.["content"];
      if (!isObject(content)) {
        return inputRequired({ capital_question: sample("What is the capital of France?", 100) });
      }
      return textResult(`The model says: ${String(content["text"])}`);
    },
  },
  {
    name: "test_input_required_result_list_roots",
    run(call) {
      const roots = responseOf(call, "client_roots")?.["roots"];
      if (roots === undefined) return inputRequired({ client_roots: listRoots });
      return textResult(`Roots: ${JSON.stringify(roots)}`);
    },
  },
  {
    name: "test_input_required_result_request_state",
    run(call) {
      if (responseOf(call, "confirm") === undefined) {
        return inputRequired({ confirm: askOk }, seal("confirm"));
      }
      unseal(call, "confirm");
      return textResult("state-ok");
    },
  },
  {
    name: "test_input_required_result_tampered_state",
    run(call) {
      if (call.params["requestState"] === undefined) {
        return inputRequired({ confirm: askOk }, seal("tampered"));
      }
      unseal(call, "tampered");
      return textResult("state-ok");
    },
  },
  {
    name: "test_input_required_result_multiple_inputs",
    run(call) {
      const keys = ["user_name", "greeting", "client_roots"];
      if (keys.some((one) => responseOf(call, one) === undefined)) {
        return inputRequired(
          {
            user_name: askName,
            greeting: sample("Generate a greeting", 50),
            client_roots: listRoots,
          },
          seal("multiple"),
        );
      }
      unseal(call, "multiple");
      return textResult("all inputs are there");
    },
  },
  {
    name: "test_input_required_result_multi_round",
    run(call) {
      const { requestState } = call.params;
      if (requestState === undefined) {
        return inputRequired({ step1: ask("Step 1: What is your name?", "name") }, seal("round-1"));
      }
      if (responseOf(call, "step1") !== undefined) {
        unseal(call, "round-1");
        return inputRequired(
          { step2: ask("Step 2: What is your favorite color?", "color") },
          seal("round-2"),
        );
      }
      unseal(call, "round-2");
      return textResult("both steps are done");
    },
  },
  {
    name: "test_input_required_result_capabilities",
    run(call) {
      const inputRequests = {
        ...(call.client["elicitation"] === undefined ? {} : { user_name: askName }),
        ...(call.client["sampling"] === undefined ? {} : { greeting: sample("Greet", 50) }),
        ...(call.client["roots"] === undefined ? {} : { client_roots: listRoots }),
      };
      return inputRequired(inputRequests);
    },
  },
];

export function inputRequired(inputRequests: Fields, requestState?: string): Result {
  const result = requestState === undefined ? { inputRequests } : { inputRequests, requestState };
  return { ...resultOf(result), type: "input_required" };
}

export function ask(message: string, field: string, type = "string"): Fields {
  const requestedSchema = {
    type: "object",
    properties: { [field]: { type } },
    required: [field],
  };
  return { method: "elicitation/create", params: { mode: "form", message, requestedSchema } };
}

export const askName = ask("What is your name?", "name");
const askOk = ask("Please confirm", "ok", "boolean");
const listRoots = { method: "roots/list", params: {} };

function sample(text: string, maxTokens: number): Fields {
  const messages = [{ role: "user", content: { type: "text", text } }];
  return { method: "sampling/createMessage", params: { messages, maxTokens } };
}

export function responseOf(call: Call, name: string): Fields | undefined {
  const { inputResponses } = call.params;
  const response = isObject(inputResponses) ? inputResponses[name] : undefined;
  return isObject(response) ? response : undefined;
}

/** What a person filled in. */
export function contentOf(call: Call, name: string): Fields | undefined {
  const content = responseOf(call, name)?.["content"];
  return isObject(content) ? content : undefined;
}

export function fieldOf(content: Fields | undefined, field: string): string | undefined {
  const value = content?.[field];
  return typeof value === "string" ? value : undefined;
}

function seal(state: string): string {
  return `${state}.${createHmac("sha256", key).update(state).digest("base64url")}`;
}

function unseal(call: Call, expected: string): void {
  const found = Buffer.from(String(call.params["requestState"]));
  const wanted = Buffer.from(seal(expected));
  if (found.length === wanted.length && timingSafeEqual(found, wanted)) return;
  throw new RpcFailure(rpcCode.invalidParams, "`requestState` is not the one that was given out.");
}
