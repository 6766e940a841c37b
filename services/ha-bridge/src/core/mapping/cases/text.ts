import type { DomainCase } from "../domain.contract.ts";

export const textCases: readonly DomainCase[] = [
  {
    domain: "text",
    sentence: "is never a value, only how long it is",
    state: "Hello",
    attributes: { mode: "text", min: 0 },
    reports: ["changes", "ha_text_length 5"],
  },
  { domain: "text", sentence: "that is a password has not even a length", state: "hunter2", attributes: { mode: "password" }, reports: ["changes"] },
  {
    domain: "input_text",
    sentence: "is never a value, only how long it is",
    state: "Hello",
    attributes: { mode: "text", min: 0 },
    reports: ["changes", "ha_input_text_length 5"],
  },
  {
    domain: "input_text",
    sentence: "that is a password has not even a length",
    state: "hunter2",
    attributes: { mode: "password" },
    reports: ["changes"],
  },
  { domain: "remember_the_milk", sentence: "only counts its changes", state: "ok", reports: ["changes"] },
];
