// Parts of templates, in Jinja as Home Assistant renders it.

/** The expression's text as it is: what a name holds of Markdown's signs is shown, not obeyed. */
export function plain(expression: string): string {
  return String.raw`{{ ${expression} | string | regex_replace('([\\\\\`*_{}\\[\\]<>#|~])', '\\\\\\1') }}`;
}

/** `3 hours ago`, or nothing when the expression is no time. */
export function ago(expression: string): string {
  return `{%- set at = ${expression} | as_datetime(none) %}{% if at %}{{ time_since(at) }} ago{% endif %}`;
}

export function jinjaList(texts: readonly string[]): string {
  return `[${texts.map((each) => `'${each.replaceAll("'", "\\'")}'`).join(", ")}]`;
}
