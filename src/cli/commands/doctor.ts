import { Refusal } from "../../base/errors.ts";
import { endpointOf } from "../connect/connection.ts";
import { type CommandInput, defineCommand, textOption } from "../define-command.ts";
import { type Check, diagnose } from "../doctor/diagnose.ts";
import { troubles } from "../doctor/troubles.ts";

export default defineCommand({
  name: "doctor",
  summary: "Connect to an MCP server step by step and name the cause of what fails.",
  arguments: [{ name: "<url>", help: "The server, or one of its MCP paths." }],
  options: [
    { flags: "--token <token>", help: "Sent as `Authorization: SLToken <token>`." },
    { flags: "--authorization <value>", help: "The whole value of the header, sent as it stands." },
  ],
  run: async (context, input) => {
    const endpoint = endpointOf(input.arguments[0] ?? "");
    context.write(`${endpoint}\n`);
    let outcome = 0;
    const patient = { endpoint, authorization: authorizationOf(input) };
    for await (const check of diagnose(patient, fetch, context.signal)) {
      context.write(reportOf(check));
      if (check.outcome === "failed") outcome = 1;
    }
    return outcome;
  },
});

function authorizationOf(input: CommandInput): string | undefined {
  const token = textOption(input, "token");
  const whole = textOption(input, "authorization");
  if (token !== undefined && whole !== undefined) {
    throw new Refusal(
      "invalid-argument",
      "Cannot send both --token and --authorization",
      "Expected one of them: each is the Authorization header.",
      "Leave one out.",
    );
  }
  return token === undefined ? whole : `SLToken ${token}`;
}

function reportOf({ step, outcome, found, trouble }: Check): string {
  const line = `${outcome.padEnd(8)}${step.padEnd(28)}${found}\n`;
  if (trouble === undefined) return line;
  const { cause, resolution } = troubles[trouble];
  return `${line}        why   ${cause}\n        do    ${resolution}\n`;
}
