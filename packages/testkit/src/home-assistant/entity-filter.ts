interface FilterPart {
  readonly domains?: readonly string[];
  readonly entities?: readonly string[];
  readonly entity_globs?: readonly string[];
}

/** The `entity_ids`, `include` and `exclude` members of subscribe_entities as one question. */
export function entityFilter(message: Readonly<Record<string, unknown>>): (entityId: string) => boolean {
  const { entity_ids: ids, include, exclude } = message as { entity_ids?: readonly string[]; include?: FilterPart; exclude?: FilterPart };
  if (ids !== undefined && ids.length > 0) {
    const wanted = new Set(ids);
    return (entityId) => wanted.has(entityId);
  }
  const included = matcher(include);
  const excluded = matcher(exclude);
  if (included === undefined) return (entityId) => excluded?.(entityId) !== true;
  return (entityId) => included(entityId) && excluded?.(entityId) !== true;
}

function matcher(part: FilterPart | undefined): ((entityId: string) => boolean) | undefined {
  const domains = new Set(part?.domains);
  const entities = new Set(part?.entities);
  const globs = (part?.entity_globs ?? []).map(globPattern);
  if (domains.size + entities.size + globs.length === 0) return undefined;
  return (entityId) => entities.has(entityId) || domains.has(entityId.split(".", 1)[0] ?? "") || globs.some((glob) => glob.test(entityId));
}

function globPattern(glob: string): RegExp {
  const escaped = glob.replaceAll(/[.+^${}()|\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}
