import { AppError } from "@tiles/kit/errors";
import { z } from "zod";
import type { LogbookEntry } from "../core/alerts/cause.ts";
import type { HouseControls } from "../ports.ts";
import type { Commands } from "./commands.ts";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const logbookEntry = z
  .object({
    when: z.number(),
    entity_id: text,
    context_user_id: text,
    context_event_type: text,
    context_name: text,
    context_entity_id: text,
    context_entity_id_name: text,
    context_domain: text,
    context_service: text,
  })
  .transform((raw): LogbookEntry => ({
    atMs: Math.floor(raw.when * 1000),
    entityId: raw.entity_id,
    userId: raw.context_user_id,
    eventType: raw.context_event_type,
    contextName: raw.context_name,
    contextEntityId: raw.context_entity_id,
    contextEntityName: raw.context_entity_id_name,
    domain: raw.context_domain,
    service: raw.context_service,
  }));

const label = z.object({ label_id: z.string() });
const entry = z.object({ labels: z.array(z.string()) });

/** What is done in Home Assistant about an alert, over the connection that is open. */
export function controlsOf(commands: Commands): HouseControls {
  return {
    async logbook(entityId, fromMs, toMs) {
      const [start, end] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
      const answer = await commands.send({ type: "logbook/get_events", start_time: start, end_time: end, entity_ids: [entityId] });
      return listOf(answer, logbookEntry);
    },
    async ensureLabel(entityId, { id, description }) {
      const registered = await registryEntry(entityId);
      if (registered === undefined) return "unregistered";
      await ensureLabelExists(id, description);
      if (registered.labels.includes(id)) return "labelled";
      await commands.send({ type: "config/entity_registry/update", entity_id: entityId, labels: [...registered.labels, id] });
      return "labelled";
    },
  };

  async function registryEntry(entityId: string): Promise<z.output<typeof entry> | undefined> {
    const answer = await commands.send({ type: "config/entity_registry/get", entity_id: entityId }).catch((error: unknown) => {
      if (error instanceof AppError && error.cameBack.startsWith("not_found")) return undefined;
      throw error;
    });
    return entry.safeParse(answer).data;
  }

  // Home Assistant makes the id of the name, and keeps it when a person gives the label another name later.
  async function ensureLabelExists(id: string, description: string): Promise<void> {
    const known = listOf(await commands.send({ type: "config/label_registry/list" }), label);
    if (known.some(({ label_id }) => label_id === id)) return;
    await commands.send({ type: "config/label_registry/create", name: id, icon: "mdi:bell-off", description });
  }
}

function listOf<T>(answer: unknown, schema: z.ZodType<T>): readonly T[] {
  return (Array.isArray(answer) ? answer : []).map((one) => schema.safeParse(one).data).filter((one) => one !== undefined);
}
