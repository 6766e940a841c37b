import type { Alert } from "../../alert.ts";
import { BRIDGED } from "../../parts/bridging.ts";
import { localTimeOrDay } from "../../parts/summary.ts";

/** The value is when the last backup was made. */
export const backupTooOld = {
  name: "BackupTooOld",
  group: "home-assistant",
  severity: "warning",
  onByDefault: true,
  parameters: { olderThan: { kind: "duration", default: "3d", help: "how old the last backup may be" } },
  expr: `max by (instance) (last_over_time(ha_backup_last_success_seconds[${BRIDGED}])) < time() - <<olderThan:seconds>>`,
  summary: `The last backup of Home Assistant of {{ $labels.instance }} is of ${localTimeOrDay("$value")}`,
  whatToDo: "Settings, System, Backups: make one now, and look why the automatic one did not run or did not reach all its places.",
  meaning:
    "The newest backup that reached all its places is older than `olderThan`. It needs an administrator's token in the bridge. A house that has never had a backup is not told.",
  cause: "The network share or cloud for backups is not reachable, the disk is full, or automatic backups are off.",
} satisfies Alert;
