import type { EgressPolicy } from "../engine/egress/egress-policy.ts";

export type { EgressPolicy } from "../engine/egress/egress-policy.ts";

/** What the operator writes under `egress`; what is left out is decided by where the server listens. */
export interface EgressSettings {
  readonly loopback?: EgressPolicy["loopback"] | undefined;
  readonly privateRanges?: EgressPolicy["privateRanges"] | undefined;
  readonly ports?: EgressPolicy["ports"] | undefined;
  readonly allowHosts?: readonly string[] | undefined;
  readonly denyHosts?: readonly string[] | undefined;
  readonly proxy?: string | undefined;
}

/**
 * The policy of a server. Loopback is open where the server itself listens on nothing else: whoever reaches it could
 * reach its neighbours anyway. On any other server a pipeline would lend its author the machine's place in the network.
 */
export function egressPolicyOf(settings: EgressSettings, listensOn: string): EgressPolicy {
  return {
    loopback: settings.loopback ?? (loopbackHosts.has(listensOn) ? "allow" : "deny"),
    privateRanges: settings.privateRanges ?? "deny",
    ports: settings.ports ?? "any",
    allowHosts: settings.allowHosts ?? [],
    denyHosts: settings.denyHosts ?? [],
    proxy: settings.proxy,
  };
}

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "[::1]", "localhost"]);
