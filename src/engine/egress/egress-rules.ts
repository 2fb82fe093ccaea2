import type ipaddr from "ipaddr.js";
import { Refusal, unreachable } from "../../base/errors.ts";
import { classOf, isInRange, metadataNames } from "./address-class.ts";
import { badHttpPorts } from "./bad-ports.ts";
import type { EgressPolicy } from "./egress-policy.ts";
import { HostList, rangeOf } from "./host-list.ts";
import type { Host } from "./read-host.ts";
import { operatorLine, refuseEgress } from "./refuse-egress.ts";

/** What is to be reached, as it is told to people. */
export interface Reach {
  readonly host: Host;
  readonly port: number;
  readonly http: boolean;
}

/** Refuses a policy that cannot be read. */
export function checkEgressPolicy(policy: EgressPolicy): void {
  new EgressRules(policy).checkProxy();
}

/** The rules of a policy, read once. A policy that cannot be read is refused here. */
export class EgressRules {
  readonly #policy: EgressPolicy;
  readonly #allow: HostList;
  readonly #deny: HostList;
  readonly #private: readonly ReturnType<typeof rangeOf>[];

  constructor(policy: EgressPolicy) {
    this.#policy = policy;
    this.#allow = new HostList(policy.allowHosts, "allowHosts");
    this.#deny = new HostList(policy.denyHosts, "denyHosts");
    this.#private =
      typeof policy.privateRanges === "string"
        ? []
        : policy.privateRanges.map((range) => rangeOf(range, "privateRanges"));
  }

  /** Refuses a proxy that is none that this speaks to. */
  checkProxy(): void {
    const { proxy } = this.#policy;
    if (proxy === undefined || URL.parse(proxy)?.protocol === "http:") return;
    throw new Refusal(
      "invalid-argument",
      '"egress.proxy" is not the URL of a proxy',
      `Expected a URL with http:; found ${JSON.stringify(proxy.replace(/\/\/[^@/]*@/, "//…@"))}.`,
      "Write it as in http://proxy.example.com:3128.",
    );
  }

  /** Whether the operator named this host among those that may be reached. */
  names(host: Host): boolean {
    return this.#allow.hasHost(host);
  }

  /** What can be said before the name is looked up. */
  checkHost({ host, port, http }: Reach): void {
    const { text } = host;
    if (host.kind === "name" && metadataNames.includes(text)) throw metadata(text);
    if (this.#deny.hasHost(host)) throw denied(text);
    if (!this.#allow.empty && !this.#allow.looksAtAddresses && !this.#allow.hasHost(host))
      throw notListed(text);
    const { ports } = this.#policy;
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw refuseEgress(`${text}:${port}`, "A port is from 1 to 65535.", "Correct the port.");
    if (ports === "any" ? !(http && badHttpPorts.has(port)) : ports.includes(port)) return;
    throw refuseEgress(
      `${text}:${port}`,
      ports === "any"
        ? `Port ${port} belongs to a service that does not speak HTTP.`
        : `Port ${port} is not among the ports that may be reached: ${ports.join(", ")}.`,
      ports === "any" ? "Correct the port." : operatorLine("ports", [...ports, port]),
    );
  }

  /** Whether these addresses of the host, all of them, may be reached. */
  checkAddresses({ host }: Reach, addresses: readonly (ipaddr.IPv4 | ipaddr.IPv6)[]): void {
    for (const address of addresses) {
      if (this.#deny.hasAddress(address)) throw denied(host.text);
      this.#checkClass(host, address);
    }
    if (this.#allow.empty || this.#allow.hasHost(host)) return;
    if (!addresses.every((address) => this.#allow.hasAddress(address))) throw notListed(host.text);
  }

  #checkClass(host: Host, address: ipaddr.IPv4 | ipaddr.IPv6): void {
    const kind = classOf(address);
    const named = host.kind === "name" ? `Its address ${address.toString()}` : "It";
    switch (kind) {
      case "public":
        return;
      case "metadata":
        throw metadata(host.text);
      case "special":
        throw refuseEgress(
          host.text,
          `${named} is reserved, link-local, multicast, broadcast or no address at all, which is never reached.`,
          "Use the host's own address.",
        );
      case "loopback":
        if (this.#policy.loopback === "allow") return;
        throw refuseEgress(
          host.text,
          `${named} is this machine itself, which pipelines may not reach here.`,
          operatorLine("loopback", "allow"),
        );
      case "private":
        if (this.#policy.privateRanges === "allow") return;
        if (this.#private.some((range) => isInRange(address, range))) return;
        throw refuseEgress(
          host.text,
          `${named} is in a private network, which pipelines may not reach here.`,
          operatorLine("privateRanges", [
            ...(typeof this.#policy.privateRanges === "string" ? [] : this.#policy.privateRanges),
            `${address.toString()}/${address.kind() === "ipv4" ? 32 : 128}`,
          ]),
        );
      default:
        unreachable(kind);
    }
  }
}

function metadata(target: string) {
  return refuseEgress(
    target,
    "It is a metadata service of a cloud, which hands out credentials. That is never reached.",
    "Bind an account to the Snap instead.",
  );
}

function denied(target: string) {
  return refuseEgress(
    target,
    `The operator denies it in "egress.denyHosts".`,
    "Use another host, or ask the operator.",
  );
}

function notListed(target: string) {
  return refuseEgress(
    target,
    `Only the hosts in "egress.allowHosts" may be reached.`,
    `If it is meant to be reached, have the operator add "${target}" to "egress.allowHosts" in the config file of the server.`,
  );
}
