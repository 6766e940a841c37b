import type { ConfigEntry, HealthFact } from "../core/health.ts";
import type { HealthSource } from "./health.ts";
import { listConfigEntries, subscribeConfigEntries } from "./messages.ts";
import { configEntry, configEntryChanges } from "./schema.ts";
import type { Commands } from "./commands.ts";

/** The config entries: every change of one as it is told, and the whole list at intervals. */
export function followConfigEntries(commands: Commands, everyMs: number, told: (fact: HealthFact) => void): HealthSource {
  let entries = new Map<string, ConfigEntry>();
  const fact = (): HealthFact => ({ topic: "config entries", entries });
  return {
    topic: "config entries",
    everyMs,
    async read() {
      const raw = await commands.send(listConfigEntries);
      entries = new Map();
      for (const one of Array.isArray(raw) ? raw : []) keep(one);
      return fact();
    },
    subscription: {
      message: subscribeConfigEntries,
      heard(event) {
        const changes = configEntryChanges.safeParse(event);
        if (!changes.success) return;
        for (const { type, entry } of changes.data) {
          if (type === "removed") entries.delete(String(entry["entry_id"]));
          else keep(entry);
        }
        told(fact());
      },
    },
  };

  function keep(raw: unknown): void {
    const entry = configEntry.safeParse(raw);
    if (!entry.success) return;
    const { isInUse, ...kept } = entry.data;
    if (isInUse) entries.set(kept.id, kept);
    else entries.delete(kept.id);
  }
}
