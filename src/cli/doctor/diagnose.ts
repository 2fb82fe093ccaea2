import { asError } from "../../base/abort.ts";
import { isObject } from "../../base/json.ts";
import { type Ask, exchange, type Exchange, type Fetch } from "./exchange.ts";
import { troubleOfAnswer } from "./trouble-of-answer.ts";
import type { TroubleName } from "./troubles.ts";

export interface Patient {
  /** One of the MCP paths of a server. */
  readonly endpoint: string;
  /** Value of the Authorization header, sent as it stands; nothing sends none. */
  readonly authorization: string | undefined;
}

/** One step of the handshake. After a step that `failed` there is none. */
export interface Check {
  readonly step: string;
  readonly outcome: "ok" | "note" | "failed";
  readonly found: string;
  readonly trouble?: TroubleName;
}

type JsonRecord = Readonly<Record<string, unknown>>;

const protocolVersion = "2025-06-18";
const stepTimeoutMs = 30_000;

/** Does the handshake as a client does it and calls one harmless tool, naming the cause of whatever goes wrong. */
export async function* diagnose(
  patient: Patient,
  send: Fetch,
  signal: AbortSignal,
): AsyncGenerator<Check> {
  try {
    yield* handshake(patient, (ask) => {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(stepTimeoutMs)]);
      return exchange(send, patient.endpoint, ask, limited);
    });
  } catch (thrown) {
    if (!(thrown instanceof FailedStep)) throw thrown;
    const { step, message, trouble } = thrown;
    yield { step, outcome: "failed", found: message, trouble };
  }
}

async function* handshake(
  { endpoint, authorization }: Patient,
  ask: (ask: Ask) => Promise<Exchange>,
): AsyncGenerator<Check> {
  let headers: Readonly<Record<string, string>> =
    authorization === undefined ? {} : { authorization };
  let begun = false;
  const step = async (name: string, body?: unknown): Promise<Exchange> => {
    const method = body === undefined ? "DELETE" : "POST";
    const answer = await ask({ method, headers, body }).catch((error: unknown) => {
      throw new FailedStep(name, reasonOf(asError(error)), "unreachable");
    });
    if (answer.status === 200 || answer.status === 202) return answer;
    throw new FailedStep(name, wordsOf(answer), troubleOfAnswer(answer, endpoint, begun));
  };

  const opened = await step("initialize", initialize);
  const greeting = resultOf("initialize", opened);
  if (opened.sessionId === undefined) {
    throw new FailedStep("initialize", "the answer has no Mcp-Session-Id", "noSession");
  }
  yield { step: "initialize", outcome: "ok", found: greetingOf(greeting) };
  if (opened.isEventStream) yield note("framing", "answers are server-sent events", "framing");

  begun = true;
  headers = { ...headers, "mcp-session-id": opened.sessionId };
  const confirmed = await step("notifications/initialized", initialized);
  yield { step: "notifications/initialized", outcome: "ok", found: `${confirmed.status}` };

  const list = resultOf("tools/list", await step("tools/list", toolsList));
  const tools = toolNames(list);
  if (tools.length === 0) throw noTools(list, greeting);
  yield { step: "tools/list", outcome: "ok", found: `${tools.length} tools` };
  if (endpoint.endsWith("/platform_mcp/mcp") && !tools.some((name) => name.startsWith("pygen_"))) {
    yield note("tools/list", `no PyGen tools among the ${tools.length}`, "pygenMissing");
  }
  if (tools.includes("list_snaplexes")) {
    yield calledTool(resultOf("tools/call", await step("tools/call", toolsCall)));
  }
  await step("DELETE");
  yield { step: "DELETE", outcome: "ok", found: "session ended" };
}

class FailedStep extends Error {
  readonly step: string;
  readonly trouble: TroubleName;

  constructor(step: string, found: string, trouble: TroubleName) {
    super(found);
    this.step = step;
    this.trouble = trouble;
  }
}

const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion,
    capabilities: {},
    clientInfo: { name: "slipway-doctor", version: "1.0.0" },
  },
};

const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };
const toolsList = { jsonrpc: "2.0", id: 2, method: "tools/list", params: {} };
const toolsCall = {
  jsonrpc: "2.0",
  id: 3,
  method: "tools/call",
  params: { name: "list_snaplexes", arguments: {} },
};

function note(step: string, found: string, trouble: TroubleName): Check {
  return { step, outcome: "note", found, trouble };
}

/** Without tools the server says why. Its greeting said so too, unless the reason came up since. */
function noTools(list: JsonRecord, greeting: JsonRecord): FailedStep {
  const meta = list["_meta"];
  const words = isObject(meta) ? Object.values(meta) : [];
  const sentence = words.find((word) => typeof word === "string");
  const since = sentence !== undefined && sentence !== greeting["instructions"];
  const found = sentence === undefined ? "0 tools" : `0 tools: ${sentence}`;
  return new FailedStep("tools/list", found, since ? "expiredMidway" : "zeroTools");
}

function calledTool(result: JsonRecord): Check {
  return JSON.stringify(result).includes("Organization is required")
    ? note("tools/call", "list_snaplexes wants an org", "orgRequired")
    : { step: "tools/call", outcome: "ok", found: "list_snaplexes answers" };
}

function greetingOf(greeting: JsonRecord): string {
  const info = greeting["serverInfo"];
  const name = isObject(info) ? `${String(info["name"])} ${String(info["version"])}` : "a server";
  return `${name}, protocol ${String(greeting["protocolVersion"])}`;
}

function toolNames(list: JsonRecord): readonly string[] {
  const tools: unknown = list["tools"];
  if (!Array.isArray(tools)) return [];
  return tools.map((tool: unknown) => (isObject(tool) ? String(tool["name"]) : ""));
}

function resultOf(step: string, answer: Exchange): JsonRecord {
  const result = answer.message?.["result"];
  if (isObject(result)) return result;
  throw new FailedStep(step, wordsOf(answer), "notMcp");
}

/** What the server said, in a line. */
function wordsOf({ status, message, text }: Exchange): string {
  const error = message?.["error"];
  const words = [isObject(error) ? error["message"] : error, message?.["reason"]]
    .filter((word) => typeof word === "string")
    .join(". ");
  return `${status} ${words || text.slice(0, 200).replaceAll(/\s+/g, " ")}`.trim();
}

/** `fetch failed` hides the reason in its cause. */
function reasonOf(error: Error): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
