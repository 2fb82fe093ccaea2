/**
 * What may be reached from a run, as plain data, so that it can be handed to another thread or machine. Metadata
 * services of clouds, link-local, multicast, broadcast and unspecified addresses are refused whatever it says.
 */
export interface EgressPolicy {
  /** 127.0.0.0/8 and ::1. */
  readonly loopback: "allow" | "deny";
  /** Addresses of private networks, or those that are reachable, as CIDR: `10.20.0.0/16`. */
  readonly privateRanges: "allow" | "deny" | readonly string[];
  /** Ports that may be reached; `any` leaves out only those that HTTP clients must not speak to. */
  readonly ports: "any" | readonly number[];
  /** Names or addresses that alone may be reached, `*.example.com` with all below it; empty allows every name. */
  readonly allowHosts: readonly string[];
  /** Names or addresses that may not be reached, in the same forms. */
  readonly denyHosts: readonly string[];
  /** URL of the HTTP proxy that everything goes through, `http://proxy.example.com:3128`. */
  readonly proxy: string | undefined;
}

/** What holds where the operator says nothing: public addresses on any port. */
export const publicOnly: EgressPolicy = {
  loopback: "deny",
  privateRanges: "deny",
  ports: "any",
  allowHosts: [],
  denyHosts: [],
  proxy: undefined,
};

/** For a server that only its own machine reaches: who asks it could reach the services of that machine anyway. */
export const publicAndLoopback: EgressPolicy = { ...publicOnly, loopback: "allow" };
