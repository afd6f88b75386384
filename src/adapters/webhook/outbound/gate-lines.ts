import type { Gate } from '../../../core/gate/index.ts';
import type { OpenSession } from '../../../core/session/index.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import { askedWhat } from '../../../core/wording/asked-call.ts';
import { capital } from '../../../core/wording/capital.ts';
import { reasonOf } from '../../../core/wording/gate-reason.ts';
import { isToldAlready } from '../../../core/wording/hold.ts';
import { progressLine } from '../../../core/wording/outcome.ts';
import { placeAndTitle } from '../../../core/wording/place.ts';
import { usageWarning } from '../../../core/wording/usage-warning.ts';
import { nameOf } from '../../../core/wording/verify-result.ts';
import { askedParts } from '../asked-text.ts';
import { evidenceAtGate } from './evidence-lines.ts';
import { waitingAt } from './gate-in.ts';
import { boundedCode, head, plain, type Line } from './lines.ts';
import type { NoticeFacts } from './notice-facts.ts';
import { criteriaLines, limits, listed, quote } from './task-lines.ts';

/** Of what a call would do, or of a plan, so that the rest of the message stays whole. */
const LONGEST_SUBJECT = 2_400;
const MORE = '⚠️ It is longer than what stands here: /status shows all of it.';

/** What waits, as it is asked; nothing where it does not wait any more. */
export function gateLines(facts: NoticeFacts, mark = '⏸️'): readonly Line[] {
  const { notice, session, record, local } = facts;
  const gate = waitingAt(notice, session);
  if (session.state !== 'open' || !gate || (notice.type === 'gate-opened' && isToldAlready(gate))) return [];
  return [
    head(
      `${mark} ${gate.kind === 'closing' ? 'Before the session ends' : placeAndTitle(session, gate.task)}`,
    ),
    ...(gate.kind === 'ask' ? askLines(facts, gate) : []),
    plain(`Why: ${oneLine(reasonOf(session, gate, record?.outcome, local))}`),
    ...warningLines(facts, gate),
    ...evidenceAtGate(facts),
    ...subject(facts, gate),
    ...limits(facts),
    plain(`waiting since ${local(gate.openedAt)} · ${progressLine(session)}`),
  ];
}

/** What Claude asks; how a question without buttons is answered. */
function askLines({ kept }: NoticeFacts, gate: Extract<Gate, { kind: 'ask' }>): readonly Line[] {
  const parts = askedParts(gate.call, kept);
  const isQuestion = gate.call.kind === 'question';
  return [
    plain(capital(askedWhat(gate.call))),
    ...parts.flatMap(({ text, code }) => (code ? codeLines(text) : quoted(text, isQuestion))),
    ...(isQuestion
      ? [plain(`/answer and ${kept ? NUMBER_OR_WORDS : 'words'}; /deny leaves it to Claude.`)]
      : []),
  ];
}

const NUMBER_OR_WORDS = 'the number of an option, or words';

const quoted = (text: string, isQuestion: boolean): readonly Line[] =>
  isQuestion ? [{ text, look: 'quote' }] : [plain(text)];

function codeLines(text: string): readonly Line[] {
  const { line, whole } = boundedCode(text, LONGEST_SUBJECT);
  return whole ? [line] : [line, plain(MORE)];
}

const warningLines = ({ local }: NoticeFacts, { warning }: Gate): readonly Line[] =>
  warning ? [plain(`⚠️ ${capital(usageWarning(warning, local))}.`)] : [];

/** What is decided about, as far as the reason does not say it. */
function subject(facts: NoticeFacts, gate: Gate): readonly Line[] {
  const { task, record, redact } = facts;
  if (gate.kind === 'doubt') return quote(record?.finalText ?? '', facts);
  if (gate.kind === 'plan') return quote(record?.finalText ?? '', facts, LONGEST_SUBJECT);
  if (gate.kind !== 'start' || !task) return [];
  const commands = task.verify.map((command) => nameOf(redact(command)));
  return [
    ...quote(task.description ?? task.instruction, facts),
    ...criteriaLines(facts),
    ...listed('Verified afterwards with:', commands),
  ];
}

/** A call that waits on without its process, or a limit that goes on at another time. */
export function waitsOn(facts: NoticeFacts, session: OpenSession, sentence: string): readonly Line[] {
  const gate = waitingAt(facts.notice, session);
  return gate ? [head(`⏸️ ${placeAndTitle(session, gate.task)}`), plain(sentence)] : [];
}
