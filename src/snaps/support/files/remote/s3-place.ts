import { Refusal } from "../../../../base/errors.ts";
import type { RemotePath } from "./remote-path.ts";
import { quoted } from "./remote-refusals.ts";

/** An object, or all objects below a prefix. */
export interface S3Place {
  readonly bucket: string;
  /** Without a slash in front; "" for the top of the bucket. */
  readonly key: string;
  /** Where the path itself says so, as `s3:///bucket@s3.eu-west-1.amazonaws.com/key` does. */
  readonly region: string | undefined;
}

/** `s3:///bucket/key` and `s3://bucket/key`. */
export function s3Place({ host, path, text }: RemotePath): S3Place {
  const [first = "", ...rest] = (host === "" ? path.slice(1) : `${host}${path}`).split("/");
  const [bucket = "", endpoint] = first.split("@");
  const region =
    endpoint === undefined
      ? undefined
      : (/^s3[.-]([a-z0-9-]+)\.amazonaws\.com$/.exec(endpoint)?.[1] ?? "");
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || region === "") {
    throw new Refusal(
      "invalid-argument",
      `${quoted(text)} names no bucket`,
      `Expected s3:///bucket/key; found ${JSON.stringify(first)} as the bucket.`,
      "Write the bucket behind the three slashes. The region and the endpoint of the store are in the account.",
    );
  }
  return { bucket, key: rest.join("/"), region };
}
