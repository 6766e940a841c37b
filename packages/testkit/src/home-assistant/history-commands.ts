import { type Command, CommandError, type CommandTable } from "./command.ts";

export const historyCommands: CommandTable = {
  "history/history_during_period": { run: historyDuringPeriod },
  "logbook/get_events": { run: logbookEvents },
  "recorder/info": {
    run: ({ world, result }) =>
      result({
        backlog: world.recorder.backlog(),
        db_in_default_location: true,
        max_backlog: 65_000,
        migration_in_progress: false,
        migration_is_live: false,
        recording: true,
        thread_running: true,
      }),
  },
};

function historyDuringPeriod({ message, world, result }: Command): void {
  const { entity_ids: entityIds, ...flags } = message as {
    entity_ids?: unknown;
    include_start_time_state?: boolean;
    significant_changes_only?: boolean;
    minimal_response?: boolean;
    no_attributes?: boolean;
  };
  if (!Array.isArray(entityIds)) throw new CommandError("invalid_format", "required key not provided @ data['entity_ids']. Got None");
  if (!entityIds.every((id) => typeof id === "string" && /^[a-z0-9_]+\.[a-z0-9_]+$/.test(id)))
    throw new CommandError("invalid_entity_ids", "Invalid entity_ids");
  const { startSeconds, endSeconds } = range(message);
  if (startSeconds > world.house.nowSeconds()) return result({});
  result(
    world.recorder.history({
      startSeconds,
      endSeconds: endSeconds ?? Number.POSITIVE_INFINITY,
      entityIds: entityIds as string[],
      includeStartTimeState: flags.include_start_time_state ?? true,
      significantChangesOnly: flags.significant_changes_only ?? true,
      minimalResponse: flags.minimal_response ?? false,
      noAttributes: flags.no_attributes ?? false,
    }),
  );
}

function logbookEvents({ message, world, result }: Command): void {
  const { startSeconds, endSeconds } = range(message);
  const { entity_ids: wanted } = message as { entity_ids?: readonly string[] };
  const within = world.logbook.filter(({ when }) => when >= startSeconds && when < (endSeconds ?? world.house.nowSeconds()));
  result(wanted === undefined ? within : within.filter(({ entity_id: entityId }) => entityId !== undefined && wanted.includes(entityId)));
}

function range(message: Readonly<Record<string, unknown>>): { startSeconds: number; endSeconds: number | undefined } {
  const { start_time: start, end_time: end } = message as { start_time?: unknown; end_time?: unknown };
  const startSeconds = seconds(start);
  if (startSeconds === undefined) throw new CommandError("invalid_start_time", "Invalid start_time");
  const endSeconds = seconds(end);
  if (end !== undefined && endSeconds === undefined) throw new CommandError("invalid_end_time", "Invalid end_time");
  return { startSeconds, endSeconds };
}

// Date.parse cuts to milliseconds; the microseconds decide which rows lie inside the range.
function seconds(iso: unknown): number | undefined {
  if (typeof iso !== "string") return undefined;
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return undefined;
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? "";
  return Math.floor(ms / 1000) + Number(`0.${fraction}0`);
}
