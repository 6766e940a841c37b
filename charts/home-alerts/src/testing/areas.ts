import type { Area, OtherSeries } from "./alert-case.ts";

type Changes = OtherSeries["changes"];

/** What a bridge sends of an area that names its own sensors. */
export function areaSeries({ area, name, floor }: Area, own: { readonly temperature?: Changes; readonly humidity?: Changes }): OtherSeries[] {
  const labels = { area, ...(floor === undefined ? {} : { floor }) };
  const series = (family: string, changes: Changes | undefined): OtherSeries[] =>
    changes === undefined ? [] : [{ name: family, labels, changes, endsWithHomeAssistant: true }];
  return [
    { name: "ha_area_info", labels: { ...labels, area_name: name }, changes: [["2026-01-01 00:00", 1]] },
    ...series("ha_area_temperature_celsius", own.temperature),
    ...series("ha_area_humidity_percent", own.humidity),
  ];
}
