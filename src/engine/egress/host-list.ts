import ipaddr from "ipaddr.js";
import { Refusal } from "../../base/errors.ts";
import { isInRange } from "./address-class.ts";
import { readHost, type Host } from "./read-host.ts";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [Address, number];

/** A list of names, `*.names`, addresses and ranges that the operator wrote. */
export class HostList {
  readonly #names = new Set<string>();
  readonly #suffixes: string[] = [];
  readonly #ranges: Range[] = [];
  readonly empty: boolean;

  constructor(entries: readonly string[], setting: string) {
    this.empty = entries.length === 0;
    for (const entry of entries) this.#add(entry, setting);
  }

  /** Whether a look at the addresses could change what `hasHost` says. */
  get looksAtAddresses(): boolean {
    return this.#ranges.length > 0;
  }

  hasHost(host: Host): boolean {
    if (host.kind === "address") return this.hasAddress(host.address);
    return (
      this.#names.has(host.text) || this.#suffixes.some((suffix) => host.text.endsWith(suffix))
    );
  }

  hasAddress(address: Address): boolean {
    return this.#ranges.some((range) => isInRange(address, range));
  }

  #add(entry: string, setting: string): void {
    if (entry.includes("/")) {
      this.#ranges.push(rangeOf(entry, setting));
      return;
    }
    const wild = entry.startsWith("*.");
    const host = readHost(wild ? entry.slice(2) : entry);
    if (host.kind === "address") {
      this.#ranges.push([host.address, host.address.kind() === "ipv4" ? 32 : 128]);
      return;
    }
    this.#names.add(host.text);
    if (wild) this.#suffixes.push(`.${host.text}`);
  }
}

/** A range as `10.0.0.0/8`; refuses what is none. */
export function rangeOf(text: string, setting: string): Range {
  try {
    return ipaddr.parseCIDR(text);
  } catch {
    throw new Refusal(
      "invalid-argument",
      `"${text}" in "egress.${setting}" is not a range of addresses`,
      "Expected an address, a slash and the number of its leading bits.",
      'Write it as in "10.20.0.0/16" or "fd12:3456::/32".',
    );
  }
}
