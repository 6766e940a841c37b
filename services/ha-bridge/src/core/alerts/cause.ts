/** What a logbook entry says of who or what did it. */
export interface LogbookEntry {
  readonly atMs: number;
  readonly entityId: string | undefined;
  readonly userId: string | undefined;
  /** `automation_triggered`, `script_started`, `call_service`, ... */
  readonly eventType: string | undefined;
  /** Name of the automation or script. */
  readonly contextName: string | undefined;
  /** The entity whose change was the reason, and its name. */
  readonly contextEntityId: string | undefined;
  readonly contextEntityName: string | undefined;
  readonly domain: string | undefined;
  readonly service: string | undefined;
}

/** In words, as far as the logbook knows; undefined when it does not. `personOf` names the person with a user id. */
export function causeOf(
  entityId: string,
  entries: readonly LogbookEntry[],
  aroundMs: number,
  personOf: (userId: string) => string | undefined,
): string | undefined {
  const nearest = entries
    .filter((entry) => entry.entityId === entityId)
    .toSorted((a, b) => Math.abs(a.atMs - aroundMs) - Math.abs(b.atMs - aroundMs));
  for (const entry of nearest) {
    const cause = inWords(entry, personOf);
    if (cause !== undefined) return cause;
  }
  return undefined;
}

function inWords(entry: LogbookEntry, personOf: (userId: string) => string | undefined): string | undefined {
  const { contextName, contextEntityName, contextEntityId } = entry;
  switch (entry.eventType) {
    case "automation_triggered":
      return contextName === undefined ? undefined : `automation ${contextName}`;
    case "script_started":
      return contextName === undefined ? undefined : `script ${contextName}`;
    default:
  }
  const person = entry.userId === undefined ? undefined : personOf(entry.userId);
  if (person !== undefined) return person;
  if (contextEntityId !== undefined && contextEntityId !== entry.entityId) return contextEntityName ?? contextEntityId;
  if (entry.userId !== undefined) return "a user";
  return entry.domain !== undefined && entry.service !== undefined ? `${entry.domain}.${entry.service}` : undefined;
}
