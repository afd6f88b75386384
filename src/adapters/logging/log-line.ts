import type { LogData } from '../../app/ports/log.ts';

/** `2026-11-21T09:30:01.123+01:00 info  message key=value`, on one line. */
export function textLine(at: Date, level: string, message: string, data: LogData): string {
  const facts = Object.entries(data)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${shown(value)}`);
  return escapeControls([zoned(at), level.padEnd(5), message, ...facts].join(' '));
}

/** One JSON object; the data stand apart, so that none can pass for the message or its level. */
export function jsonLine(at: Date, level: string, message: string, data: LogData): string {
  const facts = Object.keys(data).length === 0 ? {} : { data };
  return JSON.stringify({ at: zoned(at), level, message, ...facts });
}

function shown(value: unknown): string {
  return typeof value === 'string' && /^[\w./:@+-]+$/.test(value) ? value : JSON.stringify(value);
}

/** Line breaks would forge lines, escape sequences play tricks on the terminal of the reader. */
function escapeControls(line: string): string {
  return line.replaceAll(/[\p{Cc}\u2028\u2029]/gu, (char) =>
    char === '\n' ? '\\n' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** ISO 8601 in the local zone, with its offset. */
export function zoned(at: Date): string {
  const offset = -at.getTimezoneOffset();
  const local = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const two = (n: number): string => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${local}${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
}
