import type { Deed } from './deeds.ts';
import type { AuditLine, Evidence } from './evidence.ts';

/** What became of what Ann did. */
export type Fate =
  | 'took effect'
  /** Refused, and she was told why: by what popped up, by a message, or only by what the card says now. */
  | 'told by a toast'
  | 'told by a message'
  | 'told by its card'
  /** It asked for something to look at; the answer was lost with the service and can be asked for again. */
  | 'looked'
  | 'look without an answer'
  | 'never fetched'
  | 'lost';

const REFUSAL = /^⚠️ (?!Task|End attempt)/u;

export interface Judged {
  readonly deed: Deed;
  readonly fate: Fate;
  readonly entry: AuditLine | undefined;
}

export function fatesIn(evidence: Evidence): readonly Judged[] {
  const entries = new Map(evidence.audit.map((line) => [line.request, line]));
  const refusals = evidence.chat
    .filter(({ from, text }) => from === 'bot' && REFUSAL.test(text))
    .map(({ message_id }) => message_id);
  /** Each message tells about one deed. */
  const takeRefusal = (after: number): boolean => {
    const index = refusals.findIndex((message) => message > after);
    return index >= 0 && refusals.splice(index, 1).length > 0;
  };
  return evidence.deeds.map((deed) => {
    const request = evidence.requestOf(deed);
    const entry = entries.get(request ?? '');
    return {
      deed,
      entry,
      fate: request === undefined ? 'never fetched' : fateOf(evidence, { deed, entry }, takeRefusal),
    };
  });
}

function fateOf(
  { chat }: Evidence,
  { deed, entry }: Omit<Judged, 'fate'>,
  takeRefusal: (after: number) => boolean,
): Fate {
  if (LOOKS.some((look) => deed.what.startsWith(look))) return lookedAt(deed);
  if (entry?.reply === 'ok') return 'took effect';
  if ((deed.toast() ?? '') !== '') return 'told by a toast';
  if (takeRefusal(deed.newest)) return 'told by a message';
  return entry?.reply === 'already_decided' && saysWho(chat, deed) ? 'told by its card' : 'lost';
}

const LOOKS: readonly string[] = ['Whole instruction', 'Diff', 'Stop', 'Let it run', '/status'];

const lookedAt = ({ kind, toast }: Deed): Fate =>
  kind === 'words' || toast() !== undefined ? 'looked' : 'look without an answer';

/** The card above tells who decided what. */
function saysWho(chat: Evidence['chat'], { kind, message }: Deed): boolean {
  const card = chat.find(({ message_id }) => message_id === message);
  return kind === 'words' || (card?.buttons.length === 0 && card.text.includes(' by Ann · '));
}
