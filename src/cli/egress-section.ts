import * as z from "zod";

const hosts = z.array(z.string().min(1)).optional();

/** The part of the config file that says what pipelines may reach of the network. */
export const egressSection = z.strictObject({
  /** This machine itself; by default only where the server listens on nothing else. */
  loopback: z.enum(["allow", "deny"]).optional(),
  /** Private networks, or the ranges of them that may be reached. */
  privateRanges: z.union([z.enum(["allow", "deny"]), z.array(z.string().min(1))]).optional(),
  ports: z.union([z.literal("any"), z.array(z.int().min(1).max(65_535))]).optional(),
  allowHosts: hosts,
  denyHosts: hosts,
  /** URL of the HTTP proxy that everything goes through. */
  proxy: z.string().min(1).optional(),
});
