import type { Refusal } from "../../../../base/errors.ts";
import {
  alreadyExists,
  loginRefused,
  noSuchFile,
  notAllowedThere,
  serverRefused,
} from "./remote-refusals.ts";

/** What a status that is no success says about a file. */
export function answerRefusal(path: string, status: number): Refusal {
  switch (status) {
    case 401:
    case 407:
      return loginRefused(path);
    case 403:
      return notAllowedThere(path);
    case 404:
    case 410:
      return noSuchFile(path);
    case 412:
      return alreadyExists(path);
    case 507:
      return serverRefused(path, "that its disk is full (507)");
    default:
      return serverRefused(path, String(status));
  }
}
