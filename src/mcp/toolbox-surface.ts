import { isObject } from "../base/json.ts";
import type { Clock } from "../base/clock.ts";
import type { Limits } from "../base/limits.ts";
import type { ToolCaller } from "../tools/tool-call.ts";
import type { Toolbox } from "../tools/toolbox.ts";
import type { Call } from "./call.ts";
import { instructions } from "./instructions.ts";
import { rpcCode } from "./json-rpc.ts";
import { reportProgress } from "./progress-reporter.ts";
import { type Result, resultOf } from "./result.ts";
import { RpcFailure } from "./rpc-failure.ts";
import type { Surface } from "./surface.ts";
import { toolResult } from "./tool-result.ts";

export interface ToolboxSurfaceParts {
  readonly toolbox: Toolbox;
  readonly clock: Clock;
  readonly limits: Pick<Limits, "callAnswerBytesMax">;
  readonly newRequestId: () => string;
  /** A call at work says so this often, when its client asked for progress. */
  readonly progressIntervalMs: number;
}

/** Key in `_meta` of the sentence that says why a list is empty. */
export const authorizationMetaKey = "slipway/authorization";

/** The tools, prompts and resources of the product. */
export function toolboxSurface(parts: ToolboxSurfaceParts): Surface {
  const { toolbox } = parts;
  const lists = new Map<string, Result>();
  const prompts = resultOf({
    prompts: toolbox.prompts.map(({ name, title, description, arguments: named }) => ({
      name,
      title,
      description,
      ...(named === undefined ? {} : { arguments: named }),
    })),
  });
  const templates = resultOf({ resourceTemplates: toolbox.resources.templates });

  return {
    capabilities: {
      tools: {},
      prompts: {},
      completions: {},
      resources: { subscribe: true, listChanged: true },
    },
    has: (toolset) => toolbox.has(toolset),
    instructions: (caller) =>
      instructions(caller.kind === "unusable" ? caller.sentence : undefined),
    listTools({ caller, toolset, transport }) {
      if (caller.kind === "unusable") return nothingUsable("tools", caller.sentence);
      const key = `${toolset} ${transport}`;
      const known = lists.get(key);
      if (known !== undefined) return known;
      const list = resultOf({ tools: toolbox.list(toolset, transport) });
      lists.set(key, list);
      return list;
    },
    async callTool(call, name, given) {
      const caller = usable(call);
      const progress = progressOf(call);
      try {
        const envelope = await toolbox.call(call.toolset, name, given, {
          caller,
          preferences: call.preferences,
          cancellation: call,
          requestId: parts.newRequestId(),
          transport: call.transport,
          progress: progress === undefined ? quiet : (message) => progress.report(message),
          ...(call.readLocalFile === undefined ? {} : { readLocalFile: call.readLocalFile }),
        });
        return toolResult(envelope, parts.limits.callAnswerBytesMax);
      } finally {
        progress?.[Symbol.dispose]();
      }
    },
    taskSupport: (toolset, name) => (toolbox.isLong(toolset, name) ? "optional" : "never"),
    headerArguments: () => ({}),
    listPrompts: () => prompts,
    async getPrompt(call, name) {
      const text =
        call.caller.kind === "unusable"
          ? call.caller.sentence
          : await toolbox.prompt(name, {
              ...promptRequest(call),
              given: textArguments(call.params["arguments"]),
            });
      return resultOf({ messages: [{ role: "user", content: { type: "text", text } }] });
    },
    async listResources(call, cursor) {
      if (call.caller.kind === "unusable") return nothingUsable("resources", call.caller.sentence);
      return resultOf({ ...(await toolbox.resources.list(usable(call), cursor)) });
    },
    listTemplates: () => templates,
    async readResource(call, uri) {
      const contents = await toolbox.resources.read(usable(call), uri, call.signal);
      if (contents === undefined) throw resourceNotFound(call, uri);
      return resultOf({ contents: [contents] });
    },
    async mayRead(caller, uri) {
      return caller.kind === "usable" && (await toolbox.resources.exists(caller.caller, uri));
    },
    async complete(call, { name, value }) {
      if (call.caller.kind === "unusable") return resultOf({ completion: { values: [] } });
      const completion = await toolbox.complete(name, value, promptRequest(call));
      return resultOf({ completion });
    },
    watch: (listener) =>
      toolbox.resources.watch(({ uri, listChanged }) => {
        listener({ kind: "resource", uri });
        if (listChanged) listener({ kind: "resources" });
      }),
  };

  function progressOf(call: Call) {
    const { _meta: meta } = call.params;
    if (meta === undefined) return undefined;
    const progressToken = progressTokenOf(meta);
    if (progressToken === undefined) return undefined;
    return reportProgress(
      (progress, message) =>
        call.notify("notifications/progress", { progressToken, progress, message }),
      parts.clock,
      parts.progressIntervalMs,
    );
  }
}

/** A client that did not ask hears nothing. */
function quiet(): void {}

function promptRequest(call: Call) {
  return {
    caller: usable(call),
    preferences: call.preferences.read(),
    signal: call.signal,
  };
}

function progressTokenOf(meta: unknown): string | number | undefined {
  if (typeof meta !== "object" || meta === null || !("progressToken" in meta)) return undefined;
  const { progressToken } = meta;
  return typeof progressToken === "string" || typeof progressToken === "number"
    ? progressToken
    : undefined;
}

function usable({ caller }: Call): ToolCaller {
  if (caller.kind === "usable") return caller.caller;
  throw new RpcFailure(rpcCode.invalidRequest, caller.sentence);
}

function nothingUsable(list: string, sentence: string): Result {
  return resultOf({ [list]: [] }, { [authorizationMetaKey]: sentence });
}

/** Sessions know a code of its own for this; the stateless era has none any more. */
function resourceNotFound(call: Call, uri: string): RpcFailure {
  const code = call.era === "session" ? rpcCode.resourceNotFound : rpcCode.invalidParams;
  return new RpcFailure(code, "Resource not found. Call resources/list for what there is.", {
    uri,
  });
}

/** The arguments of a prompt: texts by name. */
function textArguments(given: unknown): Readonly<Record<string, string>> {
  if (!isObject(given)) return {};
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  );
}
