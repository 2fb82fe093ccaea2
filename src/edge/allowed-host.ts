/** Whether a `Host` header names one of `hosts`, whatever the port. */
export function isAllowedHost(header: string | undefined, hosts: readonly string[]): boolean {
  const name = header === undefined ? undefined : hostName(header);
  return name !== undefined && hosts.includes(name);
}

/** Whether an `Origin` header names one of `hosts`. Programs send none, which is allowed. */
export function isAllowedOrigin(header: string | undefined, hosts: readonly string[]): boolean {
  if (header === undefined) return true;
  const match = /^https?:\/\/([^/]+)$/i.exec(header);
  const name = match?.[1] === undefined ? undefined : hostName(match[1]);
  return name !== undefined && hosts.includes(name);
}

function hostName(authority: string): string | undefined {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.exec(authority)?.[1]?.toLowerCase();
}
