/**
 * One metric family. Its name is the same under every OTLP translation strategy: it ends in its unit word,
 * and `unit` is empty or the exact code of that word (see reference of prometheus/otlptranslator).
 */
export interface Family {
  readonly name: string;
  readonly help: string;
  /** OTLP unit: "" or the UCUM code whose word already ends `name`; braces for what has no such code. */
  readonly unit: string;
  readonly kind: "gauge" | "counter";
  /** Labels of its own, besides those that every series of its scope has. */
  readonly labels: readonly string[];
  /** `entity` series carry the labels of their entity; `house` and `bridge` ones only job and instance. */
  readonly scope: "entity" | "house" | "bridge";
  /** Where the value comes from, in words for docs/metrics.md. */
  readonly source: string;
}
