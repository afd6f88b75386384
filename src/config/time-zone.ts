import type { z } from 'zod';
import { nearestName } from '../core/text/nearest.ts';
import { isText, value } from './values.ts';

/** A name of the time zone database; an offset such as +02:00 knows no summer time. */
export const timeZone: z.ZodType<string> = value(
  (found) => {
    const near = isText(found) ? nearestZone(found.trim()) : undefined;
    const hint = near === undefined ? '' : `: did you mean ${near}?`;
    return `expected the name of a time zone, such as Europe/Berlin or UTC${hint}`;
  },
  (found) => (isText(found) && isZone(found.trim()) ? found.trim() : undefined),
);

function isZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A city without its continent is how most people name a zone. */
function nearestZone(written: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone');
  const ending = `/${written.replaceAll(' ', '_')}`.toLowerCase();
  return zones.find((zone) => zone.toLowerCase().endsWith(ending)) ?? nearestName(written, zones);
}
