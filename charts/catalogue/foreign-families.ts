/** Metrics of other software that an alert or a dashboard asks for: as few as possible, each with the labels that are used. */
export const foreignFamilies: readonly { readonly name: string; readonly labels: readonly string[] }[] = [
  // Mimir
  { name: "cortex_discarded_samples_total", labels: ["user", "reason"] },
  { name: "cortex_build_info", labels: [] },
];
