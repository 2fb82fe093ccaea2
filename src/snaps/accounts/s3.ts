import { flagField, secretField, textField } from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";

export default defineAccount({
  name: "s3",
  classIds: [
    "com-snaplogic-snaps-s3-s3account",
    "com-snaplogic-snaps-s3-s3dynamicaccount",
    "com-snaplogic-snaps-binary-s3account",
    "com-snaplogic-snaps-binary-awss3account",
  ],
  label: "Amazon S3",
  summary: "Keys of Amazon S3, or of an object store that speaks its protocol.",
  fields: {
    accessKeyId: textField({
      label: "Access-key ID",
      help: "Id of the access key.",
      required: true,
      aliases: ["accessKey", "access_key", "accessKeyID"],
    }),
    secretKey: secretField({
      label: "Secret key",
      help: "Secret of the access key.",
      required: true,
      aliases: ["secretAccessKey", "secret_key"],
    }),
    securityToken: secretField({
      label: "Security token",
      help: "Session token of temporary keys.",
      aliases: ["sessionToken"],
    }),
    region: textField({ label: "Region", help: "Such as `eu-west-1`.", default: "us-east-1" }),
    s3Endpoint: textField({
      label: "S3 endpoint",
      help: "URL of another object store than Amazon's, such as `https://minio.example.com:9000`.",
      aliases: ["endpoint"],
    }),
    forcePathStyle: flagField({
      label: "Path-style addresses",
      help: "Names the bucket in the path and not in the host, as most other object stores need.",
      default: false,
      aliases: ["pathStyleAccess"],
    }),
  },
});
