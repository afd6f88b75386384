import type { Deaths } from './mortal-service.ts';
import { duplicatesIn } from './duplicates.ts';
import type { Evidence } from './evidence.ts';
import type { Judged } from './fates.ts';

export interface ReportFacts {
  readonly seed: number;
  readonly seconds: number;
  readonly days: number;
  readonly deaths: Deaths;
  readonly evidence: Evidence;
  readonly fates: readonly Judged[];
  /** Buttons that were still there at the end. */
  readonly left: readonly string[];
  readonly violations: number;
}

/** What was done and found, in a paragraph. */
export function reportOf({
  seed,
  seconds,
  days,
  deaths,
  evidence,
  fates,
  left,
  violations,
}: ReportFacts): string {
  const { ledgers, requests } = evidence;
  const ran = ledgers.filter((ledger) => ledger.ran).length;
  const twice = [...duplicatesIn(evidence)].flatMap(([text, count]) =>
    Array<string>(count - 1).fill(text.slice(0, 2)),
  );
  const total = [...deaths.after.values()].reduce((sum, count) => sum + count, 0);
  return [
    `\nDeaths (DEATHS_SEED=${seed}): in ${days} days (${seconds.toFixed(0)} s) the service was killed ${total} times, after`,
    `${counted([...deaths.after])}. Ann tapped and wrote ${fates.length} times:`,
    `${counted(tallied(fates.map(({ fate }) => fate)))}. ${ledgers.length} attempts were approved, of which ${ran} ran`,
    `and ${ledgers.length - ran} were given up before they began. ${twice.length} messages came once more than`,
    `needed (${counted(tallied(twice))}); ${left.length} still had buttons at the end (${counted(tallied(left))}).`,
    `${requests.length} requests to the Bot API, ${violations} violations.\n\n`,
  ].join(' ');
}

const counted = (all: readonly (readonly [string, number])[]): string =>
  [...all]
    .sort(([, a], [, b]) => b - a)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');

function tallied(all: readonly string[]): readonly (readonly [string, number])[] {
  return [...new Set(all)].map((each) => [each, all.filter((other) => other === each).length]);
}
