import type { EvidenceBook } from '../../app/ports/evidence.ts';
import type { Evidence } from '../../core/attempt/index.ts';

/** More gates than anybody looks back at. */
const MOST = 8;

/** The same book, which reads from the disk only once what never changes again. */
export function rememberEvidence<B extends Pick<EvidenceBook, 'read'>>(book: B): B {
  const kept = new Map<string, Evidence>();
  return {
    ...book,
    async read(session, epoch) {
      const key = `${session}/${epoch}`;
      const known = kept.get(key);
      if (known) return known;
      const evidence = await book.read(session, epoch);
      if (!evidence) return undefined;
      const [oldest] = kept.keys();
      if (kept.size >= MOST && oldest !== undefined) kept.delete(oldest);
      kept.set(key, evidence);
      return evidence;
    },
  };
}
