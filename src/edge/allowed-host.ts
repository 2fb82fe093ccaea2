/** Whether a `Host` header names one of `hosts`, whatever the port. */
export function isAllowedHost(header: string | undefined, hosts: readonly string[]): boolean {
  const name = header === undefined ? undefined : hostName(header);
  return name !== undefined && hosts.includes(name);
}

/** Whether an `Origin` header is one of `origins`. Programs send none, which is allowed. */
export function isAllowedOrigin(header: string | undefined, origins: readonly string[]): boolean {
  return header === undefined || isListedOrigin(header, origins);
}

/** An entry is a whole origin, `https://pages.example:8443`, or a host name for any scheme and port. */
export function isListedOrigin(origin: string, origins: readonly string[]): boolean {
  const match = /^https?:\/\/([^/]+)$/i.exec(origin);
  const name = match?.[1] === undefined ? undefined : hostName(match[1]);
  return name !== undefined && (origins.includes(name) || origins.includes(origin.toLowerCase()));
}

function hostName(authority: string): string | undefined {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.exec(authority)?.[1]?.toLowerCase();
}
