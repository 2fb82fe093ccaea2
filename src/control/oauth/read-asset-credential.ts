import { applicationKeyPrefix } from "./application-keys.ts";
import type { AssetCredentials } from "./asset-authentication.ts";

/** What the headers of a request to an asset hold, before anything is looked up. */
export type AssetCredential =
  | { readonly kind: "absent" }
  | { readonly kind: "jwt"; readonly text: string }
  | { readonly kind: "application-key"; readonly key: string }
  | { readonly kind: "user-token"; readonly token: string }
  | {
      readonly kind: "unreadable";
      readonly error: "invalid_request" | "invalid_token";
      readonly description: string;
    };

const sendThis = "send Authorization: Bearer with an access token or an application key";

/** Reads them; a description never repeats what could be a secret. */
export function readAssetCredential({ authorization, appKey }: AssetCredentials): AssetCredential {
  const header = authorization?.trim() ?? "";
  const key = appKey?.trim() ?? "";
  if (header === "" && key === "") return { kind: "absent" };
  if (header !== "" && key !== "") {
    return unreadable(
      "invalid_request",
      `The headers Authorization and AppKey were both sent: ${sendThis}, or AppKey alone.`,
    );
  }
  if (key !== "") return readKey(key);
  const match = /^([A-Za-z]+)[ \t]+(\S+)$/.exec(header);
  const [, scheme = "", value = ""] = match ?? [];
  switch (scheme.toLowerCase()) {
    case "bearer":
      return readBearer(value);
    case "appkey":
      return readKey(value);
    case "sltoken":
      return { kind: "user-token", token: value };
    default:
      return unreadable(
        "invalid_request",
        `The Authorization header is not understood: ${sendThis}.`,
      );
  }
}

function readBearer(value: string): AssetCredential {
  if (value.split(".").length > 2) return { kind: "jwt", text: value };
  if (value.startsWith(applicationKeyPrefix)) return { kind: "application-key", key: value };
  return { kind: "user-token", token: value };
}

function readKey(value: string): AssetCredential {
  if (value.startsWith(applicationKeyPrefix) && !/\s/.test(value)) {
    return { kind: "application-key", key: value };
  }
  return unreadable(
    "invalid_token",
    `What was sent as application key is none of this server: its keys begin with ${applicationKeyPrefix}.`,
  );
}

function unreadable(
  error: "invalid_request" | "invalid_token",
  description: string,
): AssetCredential {
  return { kind: "unreadable", error, description };
}
