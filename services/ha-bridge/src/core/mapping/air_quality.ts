import { numberOf } from "./parts/attribute-series.ts";
import { defineMapping } from "./parts/define-mapping.ts";
import { numberState } from "./parts/number-state.ts";

const PARTICLES = [
  ["particulate_matter_0_1", "0.1 µm"],
  ["particulate_matter_2_5", "2.5 µm"],
  ["particulate_matter_10", "10 µm"],
] as const;
const GASES = ["ozone", "carbon_monoxide", "carbon_dioxide", "sulphur_dioxide", "nitrogen_oxide", "nitrogen_monoxide", "nitrogen_dioxide"];

/** An old domain: its state is PM2.5. The gases come in whatever unit the integration likes. */
export const airQualityMapping = defineMapping("air_quality", numberState("pm25"), [
  numberOf("air_quality", "air_quality_index", "none", "Air quality index.", { name: "index" }),
  ...PARTICLES.map(([attribute, size]) => numberOf("air_quality", attribute, "ugPerM3", `Particles up to ${size} in the air, in µg/m³.`)),
  ...GASES.map((gas) => numberOf("air_quality", gas, "none", `${title(gas)} in the air, in the integration's own unit.`)),
]);

function title(attribute: string): string {
  return attribute.charAt(0).toUpperCase() + attribute.slice(1).replaceAll("_", " ");
}
