// The few cards of Home Assistant that the dashboards are made of, all from its core.

export type Card = Readonly<Record<string, unknown>>;
export type Condition = Readonly<Record<string, unknown>>;

export interface Section {
  readonly type: "grid";
  readonly column_span?: number;
  readonly visibility?: readonly Condition[];
  readonly cards: readonly Card[];
}

export interface View {
  readonly type: "sections";
  readonly title: string;
  readonly path: string;
  readonly icon: string;
  readonly max_columns: number;
  readonly header: Card;
  readonly badges: readonly Card[];
  readonly sections: readonly Section[];
}

export interface Dashboard {
  readonly title: string;
  readonly views: readonly View[];
}

/** Columns of a section are twelve. */
export interface Size {
  readonly columns: number | "full";
  readonly rows?: number | "auto";
}

export const FULL: Size = { columns: "full" };
export const HALF: Size = { columns: 6 };
/** For tiles that are as high as two others. */
export const THIRD: Size = { columns: 4, rows: 2 };
/** What an icon button beside it leaves. */
export const MOST: Size = { columns: 9 };

// A missing entity counts as unavailable in conditions, so neither of these shows a card whose entity is not there.

export function whileState(entity: string, ...state: readonly string[]): Condition {
  return { condition: "state", entity, state: state.length === 1 ? state[0] : state };
}

export function whileThere(entity: string): Condition {
  return { condition: "state", entity, state_not: "unavailable" };
}

export function whileAbove(entity: string, above: number): Condition {
  return { condition: "numeric_state", entity, above };
}

export function whileBelow(entity: string, below: number): Condition {
  return { condition: "numeric_state", entity, below };
}

export function whileAny(conditions: readonly Condition[]): Condition {
  return { condition: "or", conditions };
}

export function section(cards: readonly Card[], options: Omit<Section, "type" | "cards"> = {}): Section {
  return { type: "grid", ...options, cards };
}

export function heading(text: string, icon: string, options: Card = {}): Card {
  return { type: "heading", heading: text, heading_style: "title", icon, ...options };
}

export function subheading(text: string, icon: string, options: Card = {}): Card {
  return { type: "heading", heading: text, heading_style: "subtitle", icon, ...options };
}

/** Hidden while its entity is not there. */
export function tile(entity: string, name: string, size: Size, options: Card = {}): Card {
  return { type: "tile", entity, name, grid_options: size, visibility: [whileThere(entity)], ...options };
}

/** A tile that presses a button, after a question. */
export function pressTile(entity: string, name: string, question: string, size: Size, options: Card = {}): Card {
  const press = asking("button.press", entity, question);
  return tile(entity, name, size, { hide_state: true, tap_action: press, icon_tap_action: press, ...options });
}

/** Only an icon, beside what it belongs to: a tile needs half of the width. */
export function iconButton(action: string, entity: string, icon: string, question: string, options: Card = {}): Card {
  const shown = { show_name: false, show_state: false, color: "none", icon_height: "28px", grid_options: { columns: 3, rows: 1 } };
  return { type: "button", entity, icon, ...shown, tap_action: asking(action, entity, question), visibility: [whileThere(entity)], ...options };
}

function asking(action: string, entity: string, question: string): Card {
  return { action: "perform-action", perform_action: action, target: { entity_id: entity }, confirmation: { text: question } };
}

/** Text from a template of Home Assistant, without a card around it; nothing at all while the template is empty. */
export function text(content: string, options: Card = {}): Card {
  return { type: "markdown", text_only: true, show_empty: false, grid_options: FULL, content, ...options };
}

export function viewHeader(content: string): Card {
  return { layout: "start", badges_position: "bottom", card: { type: "markdown", text_only: true, content } };
}

export function badge(entity: string, name: string, color: string, visibility: readonly Condition[], options: Card = {}): Card {
  return { type: "entity", entity, name, color, show_name: true, show_state: true, visibility, ...options };
}
