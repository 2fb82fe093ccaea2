import { resultOf } from "../../../src/mcp/result.ts";
import type { Result } from "../../../src/mcp/result.ts";
import { type FixturePrompt, png } from "./fixture.ts";
import { ask, contentOf, fieldOf, inputRequired } from "./input-required-tools.ts";

export const fixturePrompts: readonly FixturePrompt[] = [
  { name: "test_simple_prompt", render: () => says("This is a simple prompt for testing.") },
  {
    name: "test_prompt_with_arguments",
    arguments: ["arg1", "arg2"],
    render: (_call, { arg1, arg2 }) =>
      says(`Prompt with arguments: arg1='${String(arg1)}', arg2='${String(arg2)}'`),
  },
  {
    name: "test_prompt_with_embedded_resource",
    arguments: ["resourceUri"],
    render: (_call, { resourceUri: uri }) => {
      const text = "Embedded resource content for testing.";
      const resource = { uri, mimeType: "text/plain", text };
      return says("Please process the embedded resource above.", { type: "resource", resource });
    },
  },
  {
    name: "test_prompt_with_image",
    render: () =>
      says("Please analyze the image above.", { type: "image", data: png, mimeType: "image/png" }),
  },
  {
    name: "test_input_required_result_prompt",
    render(call) {
      const context = fieldOf(contentOf(call, "user_context"), "context");
      if (context !== undefined) return says(`Context: ${context}`);
      const question = "What context should the prompt use?";
      return inputRequired({ user_context: ask(question, "context") });
    },
  },
];

function says(text: string, ...before: readonly object[]): Result {
  const contents = [...before, { type: "text", text }];
  return resultOf({ messages: contents.map((content) => ({ role: "user", content })) });
}
