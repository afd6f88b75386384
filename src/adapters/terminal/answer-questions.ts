import type { Gate } from '../../core/gate/index.ts';
import { answersMeant, type Question } from '../../core/permission/index.ts';
import type { OpenSession } from '../../core/session/index.ts';
import { plainText } from '../../core/text/plain-text.ts';
import { answerFault } from '../../core/wording/answer-fault.ts';
import { questionLines } from '../../core/wording/shown-call.ts';
import { commandNames } from './command-words.ts';
import type { Answer } from './keyboard.ts';
import { indented } from './messages/indented.ts';
import { leavingMessage } from './messages/run-message.ts';
import { ask, INTERRUPTED, send, type Ending, type Run } from './run.ts';
import { waitsAt } from './waits-at.ts';

const BACK = 'back';

/** Asks several questions one after another, and sends the answers together. */
export async function answerQuestions(
  run: Run,
  session: OpenSession,
  gate: Gate,
  questions: readonly Question[],
): Promise<Ending | undefined> {
  const answers: Record<string, string> = {};
  for (const [n, question] of questions.entries()) {
    run.channel.screen.print(indented(questionLines(question)));
    const prompt = `Question ${n + 1} of ${questions.length}: the number of an option, or words; "${BACK}" leaves them all unanswered`;
    const answer = await answerTo(run, gate, { question, prompt });
    if (answer.type === 'withdrawn') return undefined;
    if (answer.type !== 'line') return { code: INTERRUPTED, lines: leavingMessage(session, run.goOn) };
    const words = answer.line;
    if (isBack(words)) return undefined;
    answers[question.question] = words;
  }
  await send(run, { type: 'answer', gate: gate.id, answers: { byQuestion: answers } });
  return undefined;
}

interface AskedOne {
  readonly question: Question;
  readonly prompt: string;
}

/** What is said to one question; it is asked again for as long as that is no answer. */
async function answerTo(run: Run, gate: Gate, { question, prompt }: AskedOne): Promise<Answer> {
  const asked = { keys: prompt, words: prompt, hotKeys: {} };
  for (;;) {
    const answer = await ask(run, asked, () => waitsAt(run, gate) !== undefined);
    if (answer.type !== 'line') return answer;
    const line = plainText(answer.line).trim();
    const words = line.replace(ANSWER, '');
    const fault = faultIn(words, question);
    if (fault === undefined) return { type: 'line', line: words };
    run.channel.screen.print([`⚠️ ${fault}`]);
  }
}

/** As at the gate: it may be typed, and says nothing. */
const ANSWER = /^\/?answer\s+/i;

const isBack = (words: string): boolean => words.replace(/^\//, '').toLowerCase() === BACK;

function faultIn(words: string, question: Question): string | undefined {
  if (words === '') return 'Nothing was typed.';
  const [, command = ''] = /^\/(\w+)/.exec(words) ?? [];
  if (commandNames.includes(command.toLowerCase())) {
    return `"${command}" can be typed at the gate: answer first, or type "${BACK}".`;
  }
  const meant = answersMeant({ words }, [question]);
  return meant.ok ? undefined : answerFault(meant.fault);
}
