import type { Control } from "../control/control.ts";
import type { Preferences, ToolCaller } from "./tool-call.ts";

/** What a prompt knows about the request. */
export interface PromptCall {
  readonly caller: ToolCaller;
  readonly control: Control;
  readonly preferences: Preferences;
  readonly signal: AbortSignal;
}

/** A text that a client can ask for by name. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly render: (call: PromptCall) => Promise<string>;
}

export function definePrompt(prompt: Prompt): Prompt {
  return prompt;
}
