import type { LogData } from '../../app/ports/log.ts';

/** Data as a log may hold it: JSON without cycles, errors as message and code, their stack only when wanted. */
export function plainData(data: LogData, withStack: boolean): Readonly<Record<string, unknown>> {
  return plainEntries(data, withStack, [data]);
}

function plainEntries(data: object, withStack: boolean, above: readonly object[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, plainValue(value, withStack, above)]),
  );
}

function plainValue(value: unknown, withStack: boolean, above: readonly object[]): unknown {
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return '[function]';
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return plainError(value, withStack);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString();
  if (above.includes(value)) return '[circular]';
  const path = [...above, value];
  return Array.isArray(value)
    ? value.map((item) => plainValue(item, withStack, path))
    : plainEntries(value, withStack, path);
}

function plainError(error: Error, withStack: boolean): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const message =
    code === undefined || error.message.includes(code) ? error.message : `${error.message} (${code})`;
  return withStack ? { message, stack: error.stack } : message;
}
