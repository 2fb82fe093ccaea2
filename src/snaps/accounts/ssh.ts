import { secretField, textField } from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";

export default defineAccount({
  name: "ssh",
  classIds: [
    "com-snaplogic-snaps-binary-sshauthaccount",
    "com-snaplogic-snaps-binary-sshkeyaccount",
    "com-snaplogic-snaps-binary-sshaccount",
    "com-snaplogic-snaps-binary-sftpaccount",
  ],
  label: "SSH",
  summary: "A login to an SFTP server, by password or by private key.",
  fields: {
    username: textField({
      label: "Username",
      help: "User who logs in.",
      required: true,
      aliases: ["user", "userName"],
    }),
    password: secretField({ label: "Password", help: "Password of the user; none with a key." }),
    privateKey: secretField({
      label: "Private key",
      help: "The key itself, in OpenSSH or PEM form.",
      multiline: true,
      aliases: ["PrivateKey", "sshKey"],
    }),
    privateKeyPassphrase: secretField({
      label: "Passphrase",
      help: "Opens the private key.",
      aliases: ["passphrase", "keyPassphrase"],
    }),
    hostKeyFingerprint: textField({
      label: "Host key fingerprint",
      help: "`SHA256:…` of the server's key, as `ssh-keygen -lf` shows it; another key is refused.",
    }),
  },
  check: ({ password, privateKey }) =>
    password === "" && privateKey === "" ? "`password` or `privateKey` must be set." : undefined,
});
