import type { SnapShape } from "../../pipeline/snap-shape.ts";

/** Packs whose name is not their part of the class id with a capital. */
const packNames: Readonly<Record<string, string>> = {
  apisuite: "API Suite",
  awsbedrock: "Amazon Bedrock",
  azureopenai: "Azure OpenAI",
  azuresql: "Azure SQL",
  blackberry: "BlackBerry",
  confluentkafka: "Kafka",
  datacatalog: "Data Catalog",
  google: "Google BigQuery",
  jdbc: "JDBC",
  jms: "JMS",
  ldap: "LDAP",
  llmutils: "LLM Utils",
  experimental: "LLM Utils",
  mldatapreparation: "ML Data Preparation",
  mongo: "MongoDB",
  mysql: "MySQL",
  postgres: "PostgreSQL",
  rest: "REST",
  s3: "S3",
  sap: "SAP",
  servicenow: "ServiceNow",
  snaplogic: "SnapLogic",
  soap: "SOAP",
  sparksql2x: "Spark",
  sqlserver: "SQL Server",
  tableau9: "Tableau",
};

/** The pack of a Snap, such as `Transform` or `SQL Server`: read from its class id. */
export function packOf({ classId }: SnapShape): string {
  const part = classId.split("-")[3] ?? "";
  return packNames[part] ?? `${part.charAt(0).toUpperCase()}${part.slice(1)}`;
}
