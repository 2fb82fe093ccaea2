import {
  choiceField,
  propertiesField,
  secretField,
  textField,
} from "../../engine/account-fields.ts";
import { defineAccount } from "../../engine/define-account.ts";

export default defineAccount({
  name: "kafka",
  classIds: [
    "com-snaplogic-snaps-confluentkafka-confluentkafkaaccountnoauth",
    "com-snaplogic-snaps-confluentkafka-confluentkafkaaccount",
    "com-snaplogic-snaps-confluentkafka-confluentkafkaaccountsasl",
    "com-snaplogic-snaps-confluentkafka-confluentkafkaaccountssl",
  ],
  label: "Kafka",
  summary: "A Kafka cluster, with a login where it asks for one.",
  fields: {
    bootstrapServers: textField({
      label: "Bootstrap servers",
      help: "Such as `kafka1:9092,kafka2:9092`.",
      required: true,
      aliases: ["bootstrapServerList", "bootstrapServer"],
    }),
    securityProtocol: choiceField({
      label: "Security protocol",
      help: "Whether the connection is encrypted, and whether a user logs in.",
      options: ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"],
      default: "PLAINTEXT",
    }),
    saslMechanism: choiceField({
      label: "SASL mechanism",
      help: "How the user logs in.",
      options: ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"],
      default: "PLAIN",
    }),
    username: textField({
      label: "Username",
      help: "User who logs in.",
      aliases: ["user", "saslUsername"],
    }),
    password: secretField({
      label: "Password",
      help: "Password of the user.",
      aliases: ["saslPassword"],
    }),
    schemaRegistryUrl: textField({ label: "Schema registry URL", help: "Where schemas are kept." }),
    advancedKafkaPropertiesList: propertiesField({
      label: "Advanced Kafka properties",
      help: "Further properties of the client.",
      columns: ["advancedKafkaKeyProperty", "advancedKafkaValueProperty"],
    }),
  },
});
