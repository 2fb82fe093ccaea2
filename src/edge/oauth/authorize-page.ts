import type { ServerResponse } from "node:http";

/** What the page says; texts of others are escaped here. */
export interface AuthorizePage {
  readonly clientName: string;
  /** Host, or scheme, that the user is sent back to. */
  readonly returnsTo: string;
  readonly scope: string;
  /** URL of the server, or of the asset that is meant. */
  readonly resource: string;
  /** The sealed request. */
  readonly form: string;
  readonly userName: string;
  /** Why it is shown again. */
  readonly problem: string | undefined;
}

const style =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:3rem auto;padding:0 1rem}label{display:block;margin:.8rem 0}input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.4rem}button{font:inherit;padding:.5rem 1rem;margin-right:.5rem}code{overflow-wrap:anywhere}.problem{color:#a00}";

/** Asks the user to log in and to allow what the client asks for, on one page without a script. */
export function authorizePage(page: AuthorizePage): string {
  return htmlOf(
    "Allow access",
    `<h1>Allow access?</h1>
<p><b>${escape(page.clientName)}</b> asks to act for you on this server, with the scope <code>${escape(page.scope)}</code>: it may call the tools of MCP server assets that you may use, at <code>${escape(page.resource)}</code>.</p>
<p>You will be sent back to <code>${escape(page.returnsTo)}</code>. Go on only if you have just asked that program to connect.</p>
${page.problem === undefined ? "" : `<p class="problem" role="alert">${escape(page.problem)}</p>`}
<form method="post" action="/oauth2/authorize">
<input type="hidden" name="form" value="${escape(page.form)}">
<label>Name <input name="name" value="${escape(page.userName)}" autocomplete="username" autocapitalize="none" maxlength="255"></label>
<label>Password <input name="password" type="password" autocomplete="current-password" maxlength="1024"></label>
<button name="decision" value="allow">Log in and allow</button>
<button name="decision" value="deny" formnovalidate>Deny</button>
</form>`,
  );
}

/** Says why the request cannot be answered by sending the user back. */
export function problemPage(title: string, text: string): string {
  return htmlOf(title, `<h1>${escape(title)}</h1>\n<p class="problem">${escape(text)}</p>`);
}

/** `formTargets` are the CSP sources that the answer to the form may redirect to. */
export function answerPage(
  response: ServerResponse,
  status: number,
  html: string,
  { formTargets = [], headers = {} }: PageOptions = {},
): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(html),
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; form-action ${["'self'", ...formTargets].join(" ")}; frame-ancestors 'none'; base-uri 'none'`,
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    ...headers,
  });
  response.end(html);
}

export interface PageOptions {
  readonly formTargets?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

function htmlOf(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} - Slipway</title>
<style>${style}</style>
${body}
</html>
`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
