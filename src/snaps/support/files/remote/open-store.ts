import { unreachable } from "../../../../base/errors.ts";
import { ftpFiles } from "./ftp-files.ts";
import { httpFiles } from "./http-files.ts";
import type { RemoteContext } from "./remote-context.ts";
import type { RemotePath } from "./remote-path.ts";
import type { RemoteStore } from "./remote-store.ts";
import { s3Files } from "./s3-files.ts";
import { sftpFiles } from "./sftp-files.ts";

/** The store that a scheme names. */
export function openStore(path: RemotePath, context: RemoteContext): RemoteStore {
  switch (path.scheme) {
    case "http":
    case "https":
      return httpFiles(context);
    case "sftp":
      return sftpFiles(path, context);
    case "ftp":
    case "ftps":
      return ftpFiles(path, context);
    case "s3":
      return s3Files(path, context);
    default:
      return unreachable(path.scheme);
  }
}
