import type { Control } from "../control/control.ts";
import type { Toolset } from "./define-tool.ts";
import type { Preferences, ToolCaller } from "./tool-call.ts";

/** What a prompt knows about the request. */
export interface PromptCall {
  readonly caller: ToolCaller;
  readonly control: Control;
  readonly preferences: Preferences;
  readonly signal: AbortSignal;
  /** Arguments of the request, by name. */
  readonly given: Readonly<Record<string, string | undefined>>;
}

export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
}

/** A text that a client can ask for by name. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The prompt is about these tools, and is there when they are. */
  readonly toolset?: Toolset;
  readonly arguments?: readonly PromptArgument[];
  readonly render: (call: PromptCall) => Promise<string>;
}

export function definePrompt(prompt: Prompt): Prompt {
  return prompt;
}
