import type { Answers, AskedCall } from '../attempt/index.ts';
import type { AskGate } from '../gate/index.ts';
import { oneLine } from '../text/plain-text.ts';
import { shortened } from '../text/shortened.ts';
import { capital } from './capital.ts';

const LONGEST_TOOL = 60;
const LONGEST_WORDS = 200;

/** Why a call is asked about, and what waits for the answer, in two sentences. */
export function askReason({ call, live }: Pick<AskGate, 'call' | 'live'>): string {
  const why = sentence(call.why);
  return `${why}${why === '' ? '' : ' '}${live === true ? WAITS : KEPT}`;
}

/** Told where a running attempt waits. */
export const WAITS = 'Claude waits for your answer.';

/** Told where Claude has stopped waiting. */
export const KEPT = 'Claude does not wait any longer; your answer lets it go on.';

/** Told where an attempt ended and took its question with it. */
export const WITHDRAWN = 'no longer asked: the attempt ended';

/** Told where what a call would do is missing, or is not what was asked about. */
export const NOT_SHOWN =
  'What it would do cannot be shown: what was kept of it is missing, or is not what was asked about. So it can only be denied; Claude may then ask again.';

/** The same of a question, which can still be answered. */
export const NO_OPTIONS =
  'The question cannot be shown in full: what was kept of it and its options is missing, or is not what was asked. Your own words are an answer, too.';

/** What is asked, to follow the name of a task: `may Claude run this command?`. */
export function askedWhat({ kind, tool }: Pick<AskedCall, 'kind' | 'tool'>): string {
  if (kind === 'question') return 'Claude asks you something';
  return ASKED.get(tool) ?? `may Claude use ${NAME.test(tool) ? tool : 'this tool'}?`;
}

/** How the CLI names tools, those of MCP servers too; anything else is not to be read as part of a sentence. */
const NAME = /^[\w.-]{1,60}$/;

const ASKED: ReadonlyMap<string, string> = new Map([
  ['Bash', 'may Claude run this?'],
  ['Edit', 'may Claude change this file?'],
  ['MultiEdit', 'may Claude change this file?'],
  ['NotebookEdit', 'may Claude change this notebook?'],
  ['Write', 'may Claude write this file?'],
  ['Read', 'may Claude read this?'],
  ['NotebookRead', 'may Claude read this?'],
  ['Grep', 'may Claude search here?'],
  ['Glob', 'may Claude search here?'],
  ['LS', 'may Claude list this folder?'],
  ['WebFetch', 'may Claude fetch this page?'],
  ['WebSearch', 'may Claude search the web for this?'],
]);

/** The tool's name as it may be shown. */
export const toolName = (tool: string): string => shortened(oneLine(tool), LONGEST_TOOL);

/** `Bash: npm test`. */
export const callLine = ({ tool, detail }: Pick<AskedCall, 'tool' | 'detail'>): string =>
  `${toolName(tool)}: ${oneLine(detail)}`;

/** What "allow for this task" covers, in a sentence; undefined where only this one call can be allowed. */
export function coverWords(
  { cover, tool }: Pick<AskedCall, 'cover' | 'tool'>,
  name = 'Allow for this task',
): string | undefined {
  if (cover === undefined) return undefined;
  return `"${name}": ${COVERED.get(tool) ?? 'the very same call'} is not asked about again until the task is over.`;
}

const FILE = 'any change of this file';
const READ = 'reading this again';
const COVERED: ReadonlyMap<string, string> = new Map([
  ['Bash', 'this very command'],
  ['Edit', FILE],
  ['MultiEdit', FILE],
  ['NotebookEdit', FILE],
  ['Write', FILE],
  ['Read', READ],
  ['NotebookRead', READ],
  ['Grep', READ],
  ['Glob', READ],
  ['LS', READ],
  ['WebFetch', 'any page of this site'],
]);

/** `SQLite`, or with several questions `Database: SQLite; Cache: none`. */
export function answersTold(answers: Answers): string {
  if ('words' in answers) return said(answers.words);
  const all = Object.entries(answers.byQuestion);
  const [first] = all;
  if (first && all.length === 1) return said(first[1]);
  return all.map(([question, answer]) => `${said(question)} ${said(answer)}`).join('; ');
}

const said = (words: string): string => shortened(oneLine(words), LONGEST_WORDS);

function sentence(text: string): string {
  const shown = capital(oneLine(text));
  return shown === '' || /[.!?]$/.test(shown) ? shown : `${shown}.`;
}
