import { Refusal } from "../../base/errors.ts";

const known = new Set(
  "abfs abfss adl file ftp ftps gs hdfs http https s3 s3a s3n sftp sldb smb wasb wasbs".split(" "),
);

/** Which files a path means: those of SLDB, or those of the machine below directories that the operator allowed. */
export function schemeOf(path: string): "sldb" | "file" {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(path)?.[1];
  if (scheme === undefined) return "sldb";
  const name = scheme.toLowerCase();
  if (name === "sldb" || name === "file") return name;
  // A colon alone may stand in the name of a file.
  if (!known.has(name) && !path.startsWith("//", scheme.length + 1)) return "sldb";
  throw new Refusal(
    "not-supported",
    `Paths that begin with \`${name.slice(0, 20)}:\` cannot be read or written yet.`,
    "Expected a file of SLDB (a bare name, `sldb:///x`, `../shared/x`, `/Org/Project/x`), or `file:///` below a directory that the operator allowed.",
    "Upload the file to SLDB and use its name.",
  );
}
