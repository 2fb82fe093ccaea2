import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * All the addresses that one address stands for: itself, and the IPv4 addresses that translators and tunnels make of
 * an IPv6 address (mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP). Each has to be allowed.
 */
export function addressesWithin(address: Address): readonly Address[] {
  if (address.kind() === "ipv4") return [address];
  const bytes = address.toByteArray();
  const parts = Array.from({ length: 8 }, (_, at) => word(bytes, at * 2));
  const inside: Address[] = [];
  const take = (at: number, flip = 0): void => {
    const four = bytes.slice(at, at + 4).map((byte) => byte ^ flip);
    inside.push(ipaddr.fromByteArray(four));
  };
  const starts = (...words: readonly number[]): boolean =>
    words.every((one, at) => parts[at] === one);
  const small = starts(0, 0, 0, 0, 0, 0, 0) && (parts[7] ?? 0) < 2;
  if (starts(0, 0, 0, 0, 0, 0) && !small) take(12);
  if (starts(0, 0, 0, 0, 0, 0xff_ff)) take(12);
  if (starts(0, 0, 0, 0, 0xff_ff, 0)) take(12);
  if (starts(0x64, 0xff_9b)) take(12);
  if (starts(0x20_02)) take(2);
  if (starts(0x20_01, 0)) {
    take(4);
    take(12, 0xff);
  }
  if (((parts[4] ?? 0) & 0xfd_ff) === 0 && parts[5] === 0x5e_fe) take(12);
  return [address, ...inside];
}

function word(bytes: readonly number[], at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
