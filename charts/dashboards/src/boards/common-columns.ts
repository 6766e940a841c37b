import { logsOf } from "../activity.ts";
import { toLogs } from "../links.ts";
import type { Column } from "../panels/table.ts";

/** Columns that many tables share. */
export const NAME_COLUMN: Column = {
  of: "friendly_name",
  title: "Name",
  links: [toLogs("Activity of ${__data.fields.Name} in the log", logsOf("${__data.fields.Entity}"))],
};
export const AREA_COLUMN: Column = { of: "area_name", title: "Area", width: 140 };
export const ENTITY_COLUMN: Column = { of: "entity_id", title: "Entity", width: 260 };
export const SINCE_COLUMN: Column = { of: "value", title: "Since", unit: "dateTimeFromNow", width: 140 };
