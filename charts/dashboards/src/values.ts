import { MappingType, ThresholdsConfigBuilder, ThresholdsMode, type ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";

/** Where a colour begins; the first one is for everything below. */
export type Steps = readonly [first: string, ...more: readonly (readonly [from: number, colour: string])[]];

export function thresholds([first, ...more]: Steps): ThresholdsConfigBuilder {
  const steps = [{ value: null, color: first }, ...more.map(([value, color]) => ({ value, color }))];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

export type Words = Readonly<Record<string, readonly [text: string, colour: string]>>;

/** Numbers that stand for states, in words and colours. */
export function inWords(words: Words): ValueMapping {
  const options = Object.entries(words).map(([value, [text, color]], index) => [value, { text, color, index }] as const);
  return { type: MappingType.ValueToText, options: Object.fromEntries(options) };
}

// Colours of Grafana's palette that are told apart in the light and the dark theme.
export const GOOD = "green";
export const NOTICE = "yellow";
export const WARNING = "orange";
export const BAD = "red";
export const CALM = "blue";
export const QUIET = "text";
export const OFF = "#8e8e8e40";

export const ON_OFF: Words = { 0: ["Off", OFF], 1: ["On", NOTICE] };
export const OPEN_CLOSED: Words = { 0: ["Closed", OFF], 1: ["Open", WARNING] };
export const DANGER: Words = { 0: ["Well", OFF], 1: ["Alarm", BAD] };
export const YES_NO: Words = { 0: ["No", BAD], 1: ["Yes", GOOD] };
export const NO_IS_GOOD: Words = { 0: ["No", GOOD], 1: ["Yes", BAD] };

export const ZERO_IS_GOOD: Steps = [GOOD, [1, WARNING]];
export const ZERO_IS_CALM: Steps = [QUIET, [1, NOTICE]];
export const ONE_IS_BAD: Steps = [GOOD, [1, BAD]];
export const NEUTRAL: Steps = [CALM];
export const INDOOR_CELSIUS: Steps = [CALM, [17, GOOD], [25, WARNING], [28, BAD]];
/** Below 40 % mucous membranes dry; above 65 % for long mould grows on cold walls. */
export const INDOOR_HUMIDITY: Steps = [NOTICE, [35, GOOD], [65, WARNING], [75, BAD]];
/** Guide values of the German Environment Agency: good below 1000 ppm, unacceptable above 2000 ppm. */
export const CO2_PPM: Steps = [GOOD, [1000, WARNING], [2000, BAD]];
/** WHO 2021: 15 ug/m3 as a day's mean. */
export const PM25: Steps = [GOOD, [15, WARNING], [35, BAD]];
export const CHARGE: Steps = [BAD, [10, WARNING], [25, GOOD]];
export const SHARE_WANTED: Steps = [BAD, [0.9, WARNING], [0.99, GOOD]];
