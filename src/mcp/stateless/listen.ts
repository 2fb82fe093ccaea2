import { isObject } from "../../base/json.ts";
import type { McpCaller } from "../mcp-caller.ts";
import type { RequestId } from "../json-rpc.ts";
import type { McpParts } from "../mcp-parts.ts";
import { type Result, resultOf } from "../result.ts";
import type { Change } from "../surface.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface Listening {
  readonly id: RequestId;
  readonly caller: McpCaller;
  readonly capabilities: Fields;
  /** Whether a caller may still hear what it listens to; looked at for each event. */
  isStillUsable(): Promise<boolean>;
  send(text: string): void;
  readonly signal: AbortSignal;
}

const subscriptionKey = "io.modelcontextprotocol/subscriptionId";

/** Tells the client of the changes it asked for until it goes away, or until it may no longer hear of them. */
export async function listen(
  { surface, limits }: McpParts,
  params: Fields,
  listening: Listening,
): Promise<Result> {
  const { id, signal } = listening;
  const wanted = isObject(params["notifications"]) ? params["notifications"] : {};
  const accepted = acceptedOf(wanted, listening.capabilities, limits.sessionSubscriptionsMax);
  const meta = { [subscriptionKey]: id };
  const notify = (method: string, more: Fields = {}): void =>
    listening.send(JSON.stringify({ jsonrpc: "2.0", method, params: { ...more, _meta: meta } }));
  notify("notifications/subscriptions/acknowledged", { notifications: accepted });
  const ended = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => ended.resolve(), { once: true });
  if (Object.keys(accepted).length === 0) ended.resolve();
  const tell = async (change: Change): Promise<void> => {
    if (!(await listening.isStillUsable())) return ended.resolve();
    if (change.kind !== "resource") return notify(`notifications/${change.kind}/list_changed`);
    if (await surface.mayRead(listening.caller, change.uri)) {
      notify("notifications/resources/updated", { uri: change.uri });
    }
  };
  let order = Promise.resolve();
  const unwatch = surface.watch((change) => {
    if (isWanted(accepted, change)) order = order.then(() => tell(change)).catch(ended.resolve);
  });
  await ended.promise;
  unwatch();
  return resultOf({}, meta);
}

interface Accepted {
  readonly toolsListChanged?: true;
  readonly promptsListChanged?: true;
  readonly resourcesListChanged?: true;
  readonly resourceSubscriptions?: readonly string[];
}

function acceptedOf(wanted: Fields, capabilities: Fields, urisMax: number): Accepted {
  const can = (feature: string, ability: string): boolean => {
    const of = capabilities[feature];
    return isObject(of) && of[ability] === true;
  };
  const uris = wanted["resourceSubscriptions"];
  const accepts = (name: string, feature: string): boolean =>
    wanted[name] === true && can(feature, "listChanged");
  return {
    ...(accepts("toolsListChanged", "tools") ? { toolsListChanged: true } : {}),
    ...(accepts("promptsListChanged", "prompts") ? { promptsListChanged: true } : {}),
    ...(accepts("resourcesListChanged", "resources") ? { resourcesListChanged: true } : {}),
    ...(Array.isArray(uris) && uris.length > 0 && can("resources", "subscribe")
      ? { resourceSubscriptions: uris.slice(0, urisMax).map(String) }
      : {}),
  };
}

function isWanted(accepted: Accepted, change: Change): boolean {
  if (change.kind === "tools") return accepted.toolsListChanged === true;
  if (change.kind === "prompts") return accepted.promptsListChanged === true;
  if (change.kind === "resources") return accepted.resourcesListChanged === true;
  return accepted.resourceSubscriptions?.includes(change.uri) === true;
}
