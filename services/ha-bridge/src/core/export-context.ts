import type { LabelFacts } from "./entity-labels.ts";
import type { Emitter } from "./emitter.ts";
import type { Journal } from "./journal.ts";
import type { HouseFacts } from "./mapping/domain-mapping.ts";
import type { Collected } from "./observations.ts";
import type { EncodeLabels } from "./series.ts";
import type { SeriesFactory } from "./series-factory.ts";

/** What everything that exports an entity works with; one per process. */
export interface ExportContext {
  readonly emitter: Emitter;
  readonly journal: Journal;
  readonly factory: SeriesFactory;
  readonly encode: EncodeLabels;
  readonly collected: Collected;
  labelFacts: LabelFacts;
  houseFacts: HouseFacts;
  readonly events: ExportEvents;
}

/** Facts worth a count or a line that only the core sees. */
export interface ExportEvents {
  /** A set was in a state beyond its 32 members. */
  setOverflow(entityId: string, family: string, state: string): void;
  /** A mapping threw: a bug of ours, which must cost one change and not the house. */
  mappingFailed(entityId: string, error: unknown): void;
}
