import * as z from "zod";
import { defaultLimits } from "../base/limits.ts";
import {
  defaultOAuthSettings,
  type OAuthSettings,
  signatureAlgorithms,
} from "../control/oauth/oauth-settings.ts";
import { assetScope } from "../control/oauth/scopes.ts";
import { isLoopback } from "../control/oauth/server-address.ts";
import { upstreamOrigin } from "../edge/platform-mcp.ts";

/** An origin: scheme, host and port alone. */
export const originText = z.string().transform((text, context) => {
  const found = upstreamOrigin(text);
  if (found !== undefined) return found;
  context.addIssue("expected scheme, host and port alone, such as https://mcp.example");
  return z.NEVER;
});

/** What is fetched from it decides who may come in: https, or the own machine. */
const trustedUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "" || text.includes("#"))
    return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}, "expected an https URL without user name and fragment; http is for the own machine alone");

const name = z.string().min(1);

const externalIssuer = z.strictObject({
  issuer: trustedUrl,
  jwksUrl: trustedUrl.optional(),
  audience: name,
  org: name,
  subject: z.enum(["client", "user"]).default("client"),
  nameClaim: name.default("sub"),
  groupsClaim: name.default("groups"),
  scopeClaim: name.default("scope"),
  scope: z
    .string()
    .regex(/^[!#-[\]-~]+$/, "expected one scope, without blanks and quotes")
    .default(assetScope),
  algorithms: z.array(z.enum(signatureAlgorithms)).min(1).default(["RS256", "ES256"]),
  clockToleranceSeconds: z.int().min(0).max(300).default(30),
});

const lifeSecondsMax = defaultLimits.accessTokenLifeMsMax / 1000;

/** The section `oauth` of the config file. */
export const oauthSection = z.strictObject({
  issuer: originText.optional(),
  accessTokenSeconds: z.int().min(30).max(lifeSecondsMax).optional(),
  dynamicRegistration: z.boolean().optional(),
  externalIssuers: z
    .array(externalIssuer)
    .refine(
      (list) => new Set(list.map(({ issuer }) => issuer)).size === list.length,
      "expected each issuer once",
    )
    .optional(),
});

export function oauthSettingsOf(section: z.infer<typeof oauthSection> | undefined): OAuthSettings {
  const seconds = section?.accessTokenSeconds;
  const { accessTokenLifeMs, dynamicRegistration, externalIssuers } = defaultOAuthSettings;
  return {
    issuer: section?.issuer,
    accessTokenLifeMs: seconds === undefined ? accessTokenLifeMs : seconds * 1000,
    dynamicRegistration: section?.dynamicRegistration ?? dynamicRegistration,
    externalIssuers: section?.externalIssuers ?? externalIssuers,
  };
}
