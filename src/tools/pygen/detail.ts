import { z } from "zod";

export const detail = z
  .enum(["minimal", "standard", "full"])
  .default("standard")
  .describe("How much to tell of each");
