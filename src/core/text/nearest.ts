import { distance } from 'fastest-levenshtein';

/** The known name closest to `written`, if one is close enough to be what was meant (case does not count). */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  const wanted = written.toLowerCase();
  const ranked = known
    .map((name) => ({ name, edits: distance(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  return best && best.edits <= Math.max(1, Math.floor(wanted.length / 3)) ? best.name : undefined;
}
