const WORD = /\s*((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+)/gy;
const PART = /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g;

/** Words as a shell would split them, without expansions; undefined when a quote stays open. */
export function splitWords(line: string): string[] | undefined {
  const found = [...line.trim().matchAll(WORD)];
  const length = found.reduce((sum, [whole]) => sum + whole.length, 0);
  if (length !== line.trim().length) return undefined;
  return found.map(([, word = '']) => word.replace(PART, unquoted));
}

const unquoted = (_: string, double?: string, single?: string, escaped = ''): string =>
  double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped;
