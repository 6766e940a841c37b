import type { Alert } from "../../alert.ts";

export const recorderBehind = {
  name: "RecorderBehind",
  group: "home-assistant",
  severity: "warning",
  onByDefault: false,
  parameters: { moreThan: { kind: "number", default: 5000, unit: "changes", help: "how many changes may wait to be written" } },
  for: "10m",
  expr: "max by (instance) (ha_recorder_backlog) > <<moreThan>>",
  summary: 'The recorder of {{ $labels.instance }} has {{ $value | printf "%.0f" }} changes to write',
  whatToDo:
    "Look at the disk of Home Assistant and at its database: a purge, a repack or a slow disk may block it. What the recorder loses no gap can be refilled from.",
  meaning: "More than `moreThan` changes have waited for the recorder for 10 minutes. Home Assistant gives up recording when it is 65,000.",
  cause: "A slow or full disk, a database server that is away, or an entity that changes all the time.",
} satisfies Alert;
