import ipaddr from "ipaddr.js";
import { addressesWithin } from "./embedded-addresses.ts";

/** What an address leads to, from the harmless to what is never reached. */
export type AddressClass = "public" | "private" | "loopback" | "special" | "metadata";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const order: readonly AddressClass[] = ["public", "private", "loopback", "special", "metadata"];

/** Addresses under which clouds hand out credentials to the machines that run in them. */
const metadataRanges = [
  "169.254.0.0/16",
  "100.100.100.200/32",
  "192.0.0.192/32",
  "168.63.129.16/32",
  "fd00:ec2::/32",
  "fd20:ce::254/128",
  "fd00:42::42/128",
  "fe80::a9fe:a9fe/128",
].map((range) => ipaddr.parseCIDR(range));

/** NAT64 of one network's own: where the IPv4 address stands in it is that network's choice. */
const localTranslation = ipaddr.parseCIDR("64:ff9b:1::/48");

/** Names under which those services answer. */
export const metadataNames: readonly string[] = [
  "metadata.google.internal",
  "metadata.goog",
  "metadata.tencentyun.com",
  "metadata.azure.internal",
  "metadata.packet.net",
  "metadata.platformequinix.com",
  "instance-data",
  "instance-data.ec2.internal",
  "metadata",
];

/** The class of an address: the worst of all that it stands for. */
export function classOf(address: Address): AddressClass {
  const classes = addressesWithin(address).map(ownClass);
  return order.findLast((one) => classes.includes(one)) ?? "special";
}

export function isInRange(address: Address, range: readonly [Address, number]): boolean {
  return address.kind() === range[0].kind() && address.match(range[0], range[1]);
}

function ownClass(address: Address): AddressClass {
  if (metadataRanges.some((range) => isInRange(address, range))) return "metadata";
  if (isInRange(address, localTranslation)) return "special";
  switch (address.range()) {
    case "unicast":
      return "public";
    case "private":
    case "uniqueLocal":
    case "carrierGradeNat":
      return "private";
    case "loopback":
      return "loopback";
    // What these stand for is judged beside them.
    case "ipv4Mapped":
    case "rfc6145":
    case "rfc6052":
    case "6to4":
    case "teredo":
      return "public";
    default:
      return "special";
  }
}
