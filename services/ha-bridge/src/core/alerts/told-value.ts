/** What the value of an alert is to a person: a point in time, a length of time, or a number with its unit. */
export type ToldValue =
  | { readonly kind: "since" }
  | { readonly kind: "duration" }
  | { readonly kind: "number"; readonly decimals: number; readonly unit: string | undefined };

const NUMBER = /(?:\$value|with \$value \}\}[^{]*\{\{ \.) \| printf "%\.(\d)f" \}\}(?: ([^\s{,:]+))?/;

/**
 * What the summary of an alert, a Go template, makes of its value. A template cannot be run here, but how it writes the
 * value, and the word behind it, can be read. Undefined: it does not speak of the value, which is then a mere flag.
 */
export function toldValue(summary: string): ToldValue | undefined {
  if (summary.includes("($value | toTime)")) return { kind: "since" };
  if (summary.includes("$value | humanizeDuration")) return { kind: "duration" };
  const number = NUMBER.exec(summary);
  return number === null ? undefined : { kind: "number", decimals: Number(number[1]), unit: number[2] };
}
