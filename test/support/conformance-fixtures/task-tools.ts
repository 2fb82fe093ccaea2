import { resultOf } from "../../../src/mcp/result.ts";
import { type FixtureTool, pause, textResult } from "./fixture.ts";
import { ask, askName, contentOf, fieldOf, inputRequired } from "./input-required-tools.ts";

/** Tools that may, or must, become tasks. */
export const taskTools: readonly FixtureTool[] = [
  {
    name: "greet",
    inputSchema: { type: "object", properties: { name: { type: "string" } } },
    run: (_call, { name }) => textResult(`Hello, ${String(name)}!`),
  },
  {
    name: "slow_compute",
    inputSchema: { type: "object", properties: { seconds: { type: "number" } } },
    taskSupport: "optional",
    async run(call, { seconds }) {
      await pause(Number(seconds) * 1000, call.signal);
      return textResult(`computed for ${String(seconds)} s`);
    },
  },
  {
    name: "failing_job",
    taskSupport: "required",
    async run(call) {
      await pause(1000, call.signal);
      return resultOf({ content: [{ type: "text", text: "the job failed" }], isError: true });
    },
  },
  {
    name: "protocol_error_job",
    taskSupport: "optional",
    async run(call) {
      await pause(500, call.signal);
      throw new Error("panic");
    },
  },
  {
    name: "confirm_delete",
    inputSchema: { type: "object", properties: { filename: { type: "string" } } },
    taskSupport: "optional",
    async run(call, { filename }) {
      const { params } = elicitation(`Delete ${String(filename)}?`);
      const { action } = await call.ask("elicitation/create", params);
      return textResult(`${String(action)}: ${String(filename)}`);
    },
  },
  {
    name: "multi_input",
    taskSupport: "optional",
    async run(call) {
      const answers = await Promise.all(
        ["First?", "Second?"].map((message) =>
          call.ask("elicitation/create", elicitation(message).params),
        ),
      );
      return textResult(`${answers.length} answers`);
    },
  },
  {
    name: "test_tool_with_task",
    taskSupport: "required",
    async run(call) {
      const name = fieldOf(contentOf(call, "user_name"), "name");
      if (name === undefined) return inputRequired({ user_name: askName });
      await pause(500, call.signal);
      return textResult(`Hello, ${name}!`);
    },
  },
];

function elicitation(message: string): { readonly params: Readonly<Record<string, unknown>> } {
  const { params } = ask(message, "confirm", "boolean");
  return { params: { ...Object(params) } };
}
