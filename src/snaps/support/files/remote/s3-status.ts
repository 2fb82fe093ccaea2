import { S3ServiceException } from "@aws-sdk/client-s3";
import { Refusal } from "../../../../base/errors.ts";
import { connectionFailure } from "../../../../engine/egress/connection-failure.ts";
import {
  alreadyExists,
  loginRefused,
  noSuchFile,
  notAllowedThere,
  quoted,
  serverRefused,
} from "./remote-refusals.ts";

/** What an object store answered, as a refusal. */
export function s3Answer(path: string, failure: unknown): Refusal {
  if (failure instanceof Refusal) return failure;
  if (!(failure instanceof S3ServiceException)) return connectionFailure(path, failure, true);
  const status = failure.$metadata.httpStatusCode ?? 0;
  switch (failure.name) {
    case "NoSuchBucket":
      return new Refusal(
        "not-found",
        `There is no bucket for ${quoted(path)}`,
        "The store knows no bucket of that name.",
        "Mend the name, or the region and the endpoint of the account.",
      );
    case "InvalidAccessKeyId":
    case "SignatureDoesNotMatch":
    case "ExpiredToken":
    case "InvalidToken":
    case "TokenRefreshRequired":
      return loginRefused(path);
    default:
      return ofStatus(path, status, failure.name);
  }
}

export function isMissing(failure: unknown): boolean {
  return failure instanceof S3ServiceException && failure.$metadata.httpStatusCode === 404;
}

/** Another writer put an object there, which was not to be replaced. */
export function isTaken(failure: unknown): boolean {
  const taken = [409, 412];
  return (
    failure instanceof S3ServiceException && taken.includes(failure.$metadata.httpStatusCode ?? 0)
  );
}

function ofStatus(path: string, status: number, name: string): Refusal {
  switch (status) {
    case 401:
      return loginRefused(path);
    case 403:
      return notAllowedThere(path);
    case 404:
      return noSuchFile(path);
    case 412:
      return alreadyExists(path);
    case 429:
    case 503:
      return new Refusal(
        "overloaded",
        `The store is too busy for ${quoted(path)}`,
        `It answered ${status}.`,
        "Try again later, or set `retries`.",
      );
    default:
      return serverRefused(path, `${status} ${/^\w{1,60}$/.test(name) ? name : ""}`.trim());
  }
}
