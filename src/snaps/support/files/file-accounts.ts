import basic from "../../accounts/basic-auth.ts";
import ftp from "../../accounts/ftp.ts";
import s3 from "../../accounts/s3.ts";
import ssh from "../../accounts/ssh.ts";

/** The accounts of Snaps whose paths may lead to another machine: each scheme says which of them it takes. */
export const fileAccounts: readonly string[] = [ssh.name, ftp.name, s3.name, basic.name];
