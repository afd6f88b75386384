/** Data as a log may hold it: errors as message and code, their stack only when asked for. */
export function plainData(
  data: Readonly<Record<string, unknown>>,
  withStack: boolean,
): Record<string, unknown> {
  const plain = (_: string, value: unknown): unknown => {
    if (value instanceof Error) return plainError(value, withStack);
    return typeof value === 'bigint' ? String(value) : value;
  };
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, throughJson(value, plain)]));
}

function throughJson(value: unknown, plain: (key: string, value: unknown) => unknown): unknown {
  try {
    const text = JSON.stringify(value, plain) as string | undefined;
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    // A line about something is worth more than the whole of it.
    return '(cannot be shown)';
  }
}

function plainError(error: Error, withStack: boolean): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const message =
    code === undefined || error.message.includes(code) ? error.message : `${error.message} (${code})`;
  return withStack ? { message, stack: error.stack } : message;
}

/** `2026-11-21T09:30:01.123+01:00 info  message key=value`. */
export function textLine(
  at: Date,
  level: string,
  message: string,
  data: Readonly<Record<string, unknown>>,
): string {
  const facts = Object.entries(data)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${shown(value)}`);
  return onOneLine([zoned(at), level.padEnd(5), message, ...facts].join(' '));
}

export function jsonLine(
  at: Date,
  level: string,
  message: string,
  data: Readonly<Record<string, unknown>>,
): string {
  const own = { at: zoned(at), level, message };
  // Twice: they come first, and no data takes their place.
  return onOneLine(JSON.stringify({ ...own, ...data, ...own }));
}

function shown(value: unknown): string {
  if (typeof value === 'string' && /^[\w./:@+-]+$/.test(value)) return value;
  return JSON.stringify(value);
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Control characters as JSON writes them: who reads a log in a terminal shall see them, not obey them. */
const onOneLine = (line: string): string =>
  line.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (c) => NAMED[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** ISO 8601 in the local zone, with its offset. */
export function zoned(at: Date): string {
  const offset = -at.getTimezoneOffset();
  const local = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const two = (n: number): string => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${local}${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
}
