import { isObject } from "../../../src/base/json.ts";
import { rpcCode } from "../../../src/mcp/json-rpc.ts";
import { RpcFailure } from "../../../src/mcp/rpc-failure.ts";
import { type Fields, type FixtureTool, textResult } from "./fixture.ts";

const text = { type: "string" } as const;

/** Tools that ask the client of a session. */
export const askingTools: readonly FixtureTool[] = [
  {
    name: "test_sampling",
    inputSchema: { type: "object", properties: { prompt: text }, required: ["prompt"] },
    async run(call, { prompt }) {
      needs(call.client, "sampling");
      const content = { type: "text", text: prompt };
      const answer = await call.ask("sampling/createMessage", {
        messages: [{ role: "user", content }],
        maxTokens: 100,
      });
      const said = answer["content"];
      return textResult(`LLM response: ${isObject(said) ? String(said["text"]) : ""}`);
    },
  },
  {
    name: "test_elicitation",
    inputSchema: { type: "object", properties: { message: text }, required: ["message"] },
    async run(call, { message }) {
      needs(call.client, "elicitation");
      const properties = {
        username: { ...text, description: "User's response" },
        email: { ...text, description: "User's email address" },
      };
      const requestedSchema = { type: "object", properties, required: ["username", "email"] };
      const answer = await call.ask("elicitation/create", { message, requestedSchema });
      return textResult(`User response: ${JSON.stringify(answer)}`);
    },
  },
  elicits("test_elicitation_sep1034_defaults", {
    name: { ...text, default: "John Doe" },
    age: { type: "integer", default: 30 },
    score: { type: "number", default: 95.5 },
    status: { ...text, enum: ["active", "inactive", "pending"], default: "active" },
    verified: { type: "boolean", default: true },
  }),
  elicits("test_elicitation_sep1330_enums", {
    untitledSingle: { ...text, enum: ["option1", "option2", "option3"] },
    titledSingle: { ...text, oneOf: titled("Option") },
    legacyEnum: {
      ...text,
      enum: ["opt1", "opt2", "opt3"],
      enumNames: ["Option One", "Option Two", "Option Three"],
    },
    untitledMulti: {
      type: "array",
      items: { ...text, enum: ["option1", "option2", "option3"] },
    },
    titledMulti: { type: "array", items: { anyOf: titled("Choice") } },
  }),
];

function elicits(name: string, properties: Fields): FixtureTool {
  return {
    name,
    async run(call) {
      needs(call.client, "elicitation");
      const requestedSchema = { type: "object", properties, required: [] };
      const message = "Please fill this in";
      const { action, content } = await call.ask("elicitation/create", {
        message,
        requestedSchema,
      });
      return textResult(
        `Elicitation completed: action=${String(action)}, content=${JSON.stringify(content)}`,
      );
    },
  };
}

function titled(what: string): readonly Fields[] {
  return ["First", "Second", "Third"].map((word, index) => ({
    const: `value${index + 1}`,
    title: `${word} ${what}`,
  }));
}

function needs(client: Fields, capability: string): void {
  if (client[capability] !== undefined) return;
  throw new RpcFailure(rpcCode.internal, `The client does not support ${capability}.`);
}
