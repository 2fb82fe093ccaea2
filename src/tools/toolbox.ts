import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import type { Limits } from "../base/limits.ts";
import type { Logger } from "../base/logger.ts";
import { didYouMean } from "../base/nearest.ts";
import type { Control } from "../control/control.ts";
import type { Pygen } from "../pygen/pygen.ts";
import { callDeadlines } from "./call-deadline.ts";
import { type CallContext, callTool } from "./call-tool.ts";
import { completeArgument, type Completion } from "./complete-argument.ts";
import type { Prompt } from "./define-prompt.ts";
import type { Tool, Toolset } from "./define-tool.ts";
import type { Envelope } from "./envelope.ts";
import { type ListedTool, listedTool } from "./listed-tool.ts";
import { createResources } from "./resources/create-resources.ts";
import type { Resources } from "./resources/resources.ts";
import type { Preferences, ToolCaller, ToolTransport } from "./tool-call.ts";

/** Everything the protocol needs of the tools: it lists, calls and prompts, and knows nothing of what lies behind. */
export interface Toolbox {
  /** Whether any tool of this toolset is there; `all` always is. */
  has(toolset: Toolset | "all"): boolean;
  /** The tools of a path, always the same array in the same order. */
  list(toolset: Toolset | "all", transport: ToolTransport): readonly ListedTool[];
  /** Throws a refusal when the toolset has no tool of that name or alias. */
  call(
    toolset: Toolset | "all",
    name: string,
    given: unknown,
    call: CallContext,
  ): Promise<Envelope>;
  /** Whether a tool may take minutes; false for a name that is none. */
  isLong(toolset: Toolset | "all", name: string): boolean;
  /** Stored pipelines, files and runs, by uri. */
  readonly resources: Resources;
  readonly prompts: readonly Pick<Prompt, "name" | "title" | "description" | "arguments">[];
  /** Throws a refusal when there is no such prompt. */
  prompt(name: string, request: PromptRequest): Promise<string>;
  complete(argument: string, prefix: string, request: PromptRequest): Promise<Completion>;
}

export interface PromptRequest {
  readonly caller: ToolCaller;
  readonly preferences: Preferences;
  readonly signal: AbortSignal;
  /** Arguments of the prompt, by name. */
  readonly given?: Readonly<Record<string, string | undefined>>;
}

export interface ToolboxParts {
  readonly control: Control;
  readonly pygen: Pygen;
  readonly tools: readonly Tool[];
  readonly prompts: readonly Prompt[];
  readonly limits: Limits;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function createToolbox(parts: ToolboxParts): Toolbox {
  const { control, pygen, tools, limits, clock, logger } = parts;
  const prompts = parts.prompts.filter(
    ({ toolset }) => toolset === undefined || tools.some((tool) => tool.toolset === toolset),
  );
  const byName = new Map<string, Tool>();
  for (const tool of tools) for (const name of [tool.name, ...tool.aliases]) byName.set(name, tool);
  const lists = new Map<string, readonly ListedTool[]>();
  const surroundings = {
    control,
    pygen,
    limits,
    clock,
    logger,
    deadlines: callDeadlines(limits.callTimeoutMs),
  };

  return {
    prompts,
    resources: createResources(control, limits),
    isLong: (toolset, name) => {
      const tool = byName.get(name);
      return tool !== undefined && belongs(tool, toolset) && tool.long;
    },
    has: (toolset) => toolset === "all" || tools.some((tool) => tool.toolset === toolset),
    list(toolset, transport) {
      const key = `${toolset} ${transport}`;
      const known = lists.get(key);
      if (known !== undefined) return known;
      const listed = toolsOf(toolset).map((tool) => listedTool(tool, transport));
      lists.set(key, listed);
      return listed;
    },
    call(toolset, name, given, call) {
      const tool = byName.get(name);
      if (tool === undefined || !belongs(tool, toolset)) throw unknownTool(name, toolsOf(toolset));
      return callTool(tool, given, call, surroundings);
    },
    prompt(name, request) {
      const prompt = prompts.find((candidate) => candidate.name === name);
      if (prompt === undefined) throw unknownPrompt(name, prompts);
      return prompt.render({ given: {}, ...request, control });
    },
    complete: (argument, prefix, request) =>
      completeArgument(argument, prefix, { given: {}, ...request, control }),
  };

  function toolsOf(toolset: Toolset | "all"): readonly Tool[] {
    return tools.filter((tool) => belongs(tool, toolset));
  }
}

function belongs(tool: Tool, toolset: Toolset | "all"): boolean {
  return toolset === "all" || tool.toolset === toolset;
}

function unknownTool(name: string, tools: readonly Tool[]): Refusal {
  const names = tools.map((tool) => tool.name);
  const near = didYouMean(name, names);
  return new Refusal(
    "not-found",
    `Unknown tool ${JSON.stringify(name)}`,
    `This path has ${names.join(", ") || "no tools"}.`,
    near === "" ? "Call tools/list for the tools of this path." : near,
  );
}

function unknownPrompt(name: string, prompts: readonly Prompt[]): Refusal {
  const names = prompts.map((prompt) => prompt.name).join(", ");
  return new Refusal(
    "not-found",
    `Unknown prompt ${JSON.stringify(name)}`,
    `The prompts are: ${names}.`,
    "Call prompts/get with one of these names.",
  );
}
