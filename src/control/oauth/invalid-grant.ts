import { OAuthRefusal } from "./oauth-refusal.ts";

export function invalidGrant(description: string): OAuthRefusal {
  return new OAuthRefusal(
    "invalid_grant",
    `${description} Send the user through the authorization endpoint again.`,
  );
}
