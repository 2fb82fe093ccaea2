import type { Socket } from "node:net";
import ipaddr from "ipaddr.js";
import { throwIfAborted } from "../../base/abort.ts";
import type { Limits } from "../../base/limits.ts";
import { connectionFailure, tooLate } from "./connection-failure.ts";
import type { ConnectOptions, Egress } from "./egress.ts";
import type { EgressPolicy } from "./egress-policy.ts";
import { EgressRules, type Reach } from "./egress-rules.ts";
import { HttpClient } from "./http-client.ts";
import { type Lookup, lookupName } from "./lookup.ts";
import { openSocket } from "./open-socket.ts";
import { openTunnel } from "./proxy-tunnel.ts";
import { readHost } from "./read-host.ts";
import { readHttpUrl } from "./read-url.ts";
import { within } from "./within.ts";

/** The guard for a policy. `lookup` is asked once for each connection, and its answer is what is connected to. */
export function createEgress(
  policy: EgressPolicy,
  limits: Pick<Limits, "egressConnectMs">,
  lookup: Lookup = lookupName,
): Egress {
  const rules = new EgressRules(policy);
  const proxy = policy.proxy === undefined ? undefined : new URL(policy.proxy);

  async function connect(
    reach: Reach,
    signal: AbortSignal,
    { timeoutMs = limits.egressConnectMs }: ConnectOptions = {},
  ): Promise<Socket> {
    throwIfAborted(signal);
    const target = `${reach.host.text}:${reach.port}`;
    const stop = new AbortController();
    const late = () => tooLate(target, "The connection", timeoutMs, false);
    const opening = open(reach, stop.signal);
    try {
      return await within(opening, timeoutMs, signal, late);
    } catch (failure) {
      stop.abort(failure);
      opening.then(
        (socket) => socket.destroy(),
        () => undefined,
      );
      throwIfAborted(signal);
      throw connectionFailure(target, failure, false);
    }
  }

  async function open(reach: Reach, signal: AbortSignal): Promise<Socket> {
    const { host, port } = reach;
    rules.checkHost(reach);
    const addresses = await addressesOf(reach);
    throwIfAborted(signal);
    if (proxy !== undefined)
      return await openTunnel(proxy, { host: addresses[0] ?? host.text, port }, signal);
    return await openSocket({ port, addresses }, signal);
  }

  /** None when only the proxy knows the name, which the operator has then listed. */
  async function addressesOf(reach: Reach): Promise<readonly string[]> {
    const { host } = reach;
    if (host.kind === "address") {
      rules.checkAddresses(reach, [host.address]);
      return [host.text];
    }
    let found: readonly string[];
    try {
      found = await lookup(host.text);
    } catch (failure) {
      if (proxy !== undefined && rules.names(host)) return [];
      throw failure;
    }
    const addresses = found.map((address) => ipaddr.parse(address));
    rules.checkAddresses(reach, addresses);
    return addresses.map((address) => address.toString());
  }

  const http = new HttpClient(
    (host, port, signal, options) =>
      connect({ host: readHost(host), port, http: true }, signal, options),
    limits.egressConnectMs,
  );
  return {
    connectTcp: (host, port, signal, options) =>
      connect({ host: readHost(host), port, http: false }, signal, options),
    readUrl: (text) => {
      const url = readHttpUrl(text);
      const host = readHost(url.hostname);
      const reach = { host, port: portOf(url), http: true };
      rules.checkHost(reach);
      if (host.kind === "address") rules.checkAddresses(reach, [host.address]);
      return url;
    },
    request: (request) => http.request(request),
    dispose: () => http.dispose(),
  };
}

function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "https:" ? 443 : 80;
}
