import { z } from "zod";
import { type AlertAction, SILENCE_HOURS } from "./device.ts";

/** Below the topic prefix of the house; used by the buttons of a notification on a phone. */
export const COMMAND_SUBTOPIC = "alerts/command";

const LONGEST_COMMAND = 4_096;
const LONGEST_SILENCE_HOURS = 31 * 24;

const entityId = z.string().regex(/^[a-z0-9_]+\.[a-z0-9_]+$/, "not an entity id");
const alert = z.string().min(1).max(200);

const zCommand = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("silence"),
    alert,
    entity_id: entityId.nullish(),
    hours: z.number().positive().max(LONGEST_SILENCE_HOURS).default(SILENCE_HOURS),
  }),
  z.object({ action: z.literal("never"), alert, entity_id: entityId }),
]);

/** The action, or why the message is none. */
export function readCommand(payload: string): AlertAction | { readonly kind: "ignored"; readonly reason: string; readonly why: string } {
  if (payload.length > LONGEST_COMMAND) return { kind: "ignored", reason: "too_large", why: `it has ${payload.length} characters` };
  const json = parseJson(payload);
  if (json === undefined) return { kind: "ignored", reason: "not_json", why: "it is not JSON" };
  const read = zCommand.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { kind: "ignored", reason: "not_understood", why: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
  }
  const { data } = read;
  if (data.action === "never") return { kind: "never", alert: data.alert, entityId: data.entity_id };
  return { kind: "silence", alert: data.alert, entityId: data.entity_id ?? undefined, hours: data.hours };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
