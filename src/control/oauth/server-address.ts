/** Host names of the machine itself, as a URL writes them. */
const loopbackHosts: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

export function isLoopback(url: URL): boolean {
  return loopbackHosts.includes(url.hostname);
}

/** Whether two origins are one server: the same, or names of this machine with the same port. */
export function isSameServer(one: string, other: string): boolean {
  if (one === other) return true;
  const [first, second] = [URL.parse(one), URL.parse(other)];
  if (first === null || second === null) return false;
  if (first.origin === second.origin) return true;
  const local = isLoopback(first) && isLoopback(second);
  return local && first.protocol === second.protocol && first.port === second.port;
}
