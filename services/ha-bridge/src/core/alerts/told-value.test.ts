import { expect, test } from "vitest";
import { type ToldValue, toldValue } from "./told-value.ts";

test.each<[string, string, ToldValue | undefined]>([
  ["a time", "{{ ($value | toTime).UTC.Format $format }} UTC", { kind: "since" }],
  ["a length of time", "{{ $value | humanizeDuration }} behind", { kind: "duration" }],
  ["a number with its unit", 'is at {{ $value | printf "%.1f" }} °C: pipes may freeze', { kind: "number", decimals: 1, unit: "°C" }],
  ["a number before more of the template", 'in {{ $value | printf "%.1f" }} days{{ else }}no', { kind: "number", decimals: 1, unit: "days" }],
  [
    "a number whose word depends on it",
    '{{ $value | printf "%.0f" }} {{ if eq $value 1.0 }}repair{{ end }}',
    { kind: "number", decimals: 0, unit: undefined },
  ],
  ["a number that may be missing", 'empty{{ with $value }}, at {{ . | printf "%.0f" }} %{{ end }}', { kind: "number", decimals: 0, unit: "%" }],
  ["no value", "{{ $labels.instance }} is down", undefined],
])("a summary that writes %s", (_what, summary, told) => {
  expect(toldValue(summary)).toEqual(told);
});
