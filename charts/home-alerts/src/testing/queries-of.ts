/** The queries in a Go template, with examples in place of what `printf` fills in. */
export function queriesOf(template: string): string[] {
  return [...template.matchAll(/query \(?(?:printf )?`([^`]*)`/g)].map(([, query = ""]) =>
    query.replaceAll(/%\[\d\]q/g, '"x"').replaceAll(/%\[\d\]f/g, "1"),
  );
}
