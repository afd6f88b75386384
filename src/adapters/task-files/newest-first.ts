const byName = new Intl.Collator('en', { numeric: true });
const isDated = (name: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(name);

/** The names of Markdown files: those that begin with a date, the latest first, then the others from Z to A. */
export function newestFirst(names: readonly string[]): string[] {
  return names
    .filter((name) => name.endsWith('.md') && !name.startsWith('.'))
    .sort((a, b) => Number(isDated(b)) - Number(isDated(a)) || byName.compare(b, a));
}
