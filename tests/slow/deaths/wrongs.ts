import type { AuditLine, Evidence, LedgerFolder } from './evidence.ts';

const DECISIONS = ['approve', 'skip', 'retry', 'undo', 'redo', 'stop'];

/** What must never be found, each as a sentence. */
export function wrongsIn(evidence: Evidence): readonly string[] {
  return [
    ...auditWrongs(evidence),
    ...startWrongs(evidence),
    ...diskWrongs(evidence),
    ...resultWrongs(evidence),
  ];
}

function auditWrongs({ audit }: Evidence): readonly string[] {
  const gates = audit.filter(({ command, reply }) => reply === 'ok' && DECISIONS.includes(command));
  return [
    ...audit.filter(({ n }, index) => n !== index + 1).map(({ n }) => `audit entry ${n} is not in its place`),
    ...repeated(gates.flatMap(({ gate }) => gate ?? [])).map((gate) => `gate ${gate} was decided twice`),
    ...repeated(audit.map(({ request }) => request).filter((request) => request.startsWith('telegram:'))).map(
      (request) => `${request} was decided twice`,
    ),
  ];
}

/** Attempts that began, each with the entry that let it. */
const startsIn = (audit: readonly AuditLine[]): readonly (readonly [string, string, AuditLine])[] =>
  audit.flatMap((line) =>
    (line.attempts ?? []).map(({ epoch, by }) => [`${line.session ?? '?'}/${epoch}`, by, line] as const),
  );

function startWrongs({ audit, ledgers }: Evidence): readonly string[] {
  const starts = startsIn(audit);
  const known = new Set(starts.map(([attempt]) => attempt));
  const folders = new Map(ledgers.map((ledger) => [ledger.attempt, ledger]));
  return [
    ...repeated(starts.map(([attempt]) => attempt)).map((attempt) => `attempt ${attempt} was ordered twice`),
    ...ledgers.filter(({ attempt }) => !known.has(attempt)).map(({ attempt }) => `nobody ordered ${attempt}`),
    ...starts.flatMap(([attempt, by, line]) =>
      orderWrongs(by, line, folders.get(attempt)).map((wrong) => `${attempt} ${wrong}`),
    ),
  ];
}

function orderWrongs(by: string, line: AuditLine, ledger: LedgerFolder | undefined): readonly string[] {
  if (!ledger) return ['was ordered, but has no ledger'];
  const decided = ['approve', 'retry'].includes(line.command) && line.request.startsWith('telegram:');
  return [
    ...(by === 'decision' && !(decided && line.reply === 'ok')
      ? [`was started by ${JSON.stringify(line)}`]
      : []),
    ...(ledger.startedAt < line.at
      ? [`began at ${ledger.startedAt}, before it was approved at ${line.at}`]
      : []),
    ...(ledger.cancel === '' ? [] : [`was cancelled: ${ledger.cancel}`]),
    ...(ledger.ran && !/^\d+$/.test(ledger.status) ? [`ran and ended with "${ledger.status}"`] : []),
  ];
}

/** Every attempt that ran has written exactly one line and asked the model for exactly one beginning. */
function diskWrongs({ ledgers, done, asked }: Evidence): readonly string[] {
  const ran = ledgers.filter((ledger) => ledger.ran);
  const written = done.map((line) => line.split('|')[1]?.split('/').slice(0, 2).join('/') ?? line);
  return [
    ...repeated(written).map((attempt) => `${attempt} is in done.txt twice`),
    ...difference(
      written,
      ran.map(({ attempt }) => attempt),
    ).map((attempt) => `${attempt}: done.txt and the ledgers disagree`),
    ...[...new Set([...asked, ...ran.map(({ title }) => title)])].flatMap((title) => {
      const [asks, runs] = [asked, ran.map((ledger) => ledger.title)].map(
        (all) => all.filter((each) => each === title).length,
      );
      return asks === runs ? [] : [`"${title}" ran ${runs} times and asked the model ${asks} times`];
    }),
  ];
}

/** Whatever ended is told: a program that ran names its attempt in its last words. */
function resultWrongs({ chat, ledgers, audit }: Evidence): readonly string[] {
  const told = chat.filter(({ from, text }) => from === 'bot' && /^(?:✅|❌|⚠️|⏸️) Task/u.test(text));
  const sessions = new Set(
    audit.flatMap(({ command, reply, session }) =>
      command === 'start' && reply === 'ok' ? (session ?? []) : [],
    ),
  );
  return [
    ...ledgers
      .filter(({ ran, attempt }) => ran && !told.some(({ text }) => text.includes(`Attempt ${attempt}/`)))
      .map(({ attempt }) => `the result of ${attempt} is not in the chat`),
    ...ledgers
      .filter(
        ({ ran, title }) => !ran && !told.some(({ text }) => text.startsWith('❌') && text.includes(title)),
      )
      .map(({ attempt }) => `that ${attempt} did not start is not in the chat`),
    ...[...sessions].flatMap((id) =>
      [
        [/^📋/u, 'list'],
        [/^✅ Session/u, 'end'],
      ].flatMap(([head, what]) =>
        chat.some(({ text }) => text.search(head as RegExp) === 0 && text.includes(id))
          ? []
          : [`the ${String(what)} of ${id} is not in the chat`],
      ),
    ),
  ];
}

const repeated = (all: readonly string[]): readonly string[] => [
  ...new Set(all.filter((each, index) => all.indexOf(each) !== index)),
];

const difference = (a: readonly string[], b: readonly string[]): readonly string[] => [
  ...a.filter((each) => !b.includes(each)),
  ...b.filter((each) => !a.includes(each)),
];
