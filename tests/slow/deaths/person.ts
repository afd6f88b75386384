import { setTimeout as wait } from 'node:timers/promises';
import type { SeenMessage } from '../../helpers/telegram/chat-view.ts';
import type { TelegramStage } from '../../helpers/telegram-stage.ts';
import { dayFile } from './days.ts';
import type { Hand } from './deeds.ts';
import type { Random } from './random.ts';

export interface PersonDeps {
  readonly stage: TelegramStage;
  readonly hand: Hand;
  readonly random: Random;
  /** Asked at the end of a day. */
  readonly another: () => boolean;
  /** Writes the list of that day. */
  readonly prepare: (day: number) => Promise<unknown>;
  readonly stop: AbortSignal;
}

const DECIDES = ['Begin', 'Approve', 'Take as done', 'Retry', 'Finish'] as const;
const LOOK_AGAIN_MS = 60;
const PATIENCE = { leastMs: 400, mostMs: 2_500 };
const ENDED = /^(?:✅|⏸️) Session \S+ (?:is finished|was stopped)/;

/** Works through one list after another, impatient and without a look at whether anybody listens. */
export async function liveThroughDays(deps: PersonDeps): Promise<number> {
  const { hand, another, prepare } = deps;
  for (let day = 1; ; day += 1) {
    await prepare(day);
    const start = newestOf(deps);
    while (!messages(deps).some(({ message_id, text }) => message_id > start && isListOf(day, text))) {
      hand.says(`/start ${dayFile(day)}`);
      await patience(deps, () => messages(deps).some(({ text }) => isListOf(day, text)));
    }
    const begun = newestOf(deps, (text) => isListOf(day, text));
    while (!messages(deps).some(({ message_id, text }) => message_id > begun && ENDED.test(text)))
      await act(deps, begun);
    if (!another()) return day;
  }
}

const isListOf = (day: number, text: string): boolean =>
  text.startsWith('📋') && text.includes(`${dayFile(day)}\n`);

const messages = ({ stage: { bots, ann } }: PersonDeps): readonly SeenMessage[] =>
  bots.chat(ann.chat).filter(({ from }) => from === 'bot');

const newestOf = (deps: PersonDeps, fits: (text: string) => boolean = () => true): number =>
  messages(deps).findLast(({ text }) => fits(text))?.message_id ?? 0;

/** Waits until it is so, or a little while. */
async function patience({ random, stop }: PersonDeps, isSo: () => boolean): Promise<void> {
  stop.throwIfAborted();
  const end = performance.now() + PATIENCE.leastMs + random.below(PATIENCE.mostMs - PATIENCE.leastMs);
  while (!isSo() && performance.now() < end) await wait(LOOK_AGAIN_MS);
}

const labels = ({ buttons }: SeenMessage): readonly string[] => buttons.flat();

async function act(deps: PersonDeps, since: number): Promise<void> {
  const { hand, random } = deps;
  const day = messages(deps).filter(({ message_id }) => message_id > since);
  const told = day.findLast(({ text }) => /^(?:⏸️ Paused|▶️ Resumed)/.test(text));
  if (told?.text.startsWith('⏸️') === true) {
    const paused = day.findLast((message) => labels(message).includes('Resume'));
    if (paused && random.percent(80)) hand.taps('Resume', paused.message_id);
    else hand.says('/resume');
    return patience(deps, () => newestOf(deps) > (day.at(-1)?.message_id ?? 0));
  }
  const card = day.findLast((message) => DECIDES.some((label) => labels(message).includes(label)));
  if (!card) return whileItRuns(deps, day);
  decide(deps, card);
  if (random.percent(20)) hand.losesPatience();
  const isDecided = (): boolean => {
    const now = messages(deps).find(({ message_id }) => message_id === card.message_id);
    return now === undefined || labels(now).length === 0;
  };
  await patience(deps, isDecided);
}

async function whileItRuns(deps: PersonDeps, day: readonly SeenMessage[]): Promise<void> {
  const { hand, random, stop } = deps;
  stop.throwIfAborted();
  const question = day.findLast((message) => labels(message).includes('Let it run'));
  const running = day.findLast((message) => labels(message).includes('Stop'));
  if (question && random.percent(30)) hand.taps('Let it run', question.message_id);
  else if (running && random.percent(1)) hand.taps('Stop', running.message_id);
  else whatever(deps, random.below(100));
  await wait(LOOK_AGAIN_MS);
}

function whatever(deps: PersonDeps, chance: number): void {
  if (chance < 1) return deps.hand.says('/status');
  if (chance < 2) return deps.hand.says('/pause');
  if (chance < 4) tapOld(deps);
}

/** The last card, on a screen that was not loaded anew. */
function tapOld({ hand, stage: { bots } }: PersonDeps): void {
  const sent = bots.requests.findLast(
    ({ params, answer }) => answer?.ok === true && dataOf(params['reply_markup']) !== undefined,
  );
  const data = dataOf(sent?.params['reply_markup']);
  const { message_id } = (sent?.answer?.ok === true ? sent.answer.result : {}) as { message_id?: number };
  if (data !== undefined && message_id !== undefined) hand.tapsOld(message_id, data);
}

function dataOf(markup: unknown): string | undefined {
  const { inline_keyboard: rows = [] } = (markup ?? {}) as {
    inline_keyboard?: readonly (readonly { readonly callback_data?: string }[])[];
  };
  return rows.flat().find(({ callback_data }) => callback_data?.startsWith('1:approve:'))?.callback_data;
}

function decide(deps: PersonDeps, card: SeenMessage): void {
  const { hand, random } = deps;
  const { message_id: id } = card;
  const main = DECIDES.find((label) => labels(card).includes(label)) ?? 'Approve';
  const chance = random.below(100);
  if (main === 'Begin' || main === 'Approve') return decideStart(deps, card, { main, chance });
  if (chance < 30 && main !== 'Finish') return hand.says('With words, please.', id);
  hand.taps(main, id);
  if (random.percent(30)) hand.taps(main, id);
}

function decideStart(
  { hand, random }: PersonDeps,
  card: SeenMessage,
  { main, chance }: { readonly main: string; readonly chance: number },
): void {
  const { message_id: id } = card;
  const other = ['Skip', 'Pause', 'Whole instruction', 'Retry', 'Undo', 'Redo'].find(
    (label, index) => chance < 4 * (index + 1) && labels(card).some((each) => each.startsWith(label)),
  );
  const exact = labels(card).find((each) => other !== undefined && each.startsWith(other));
  if (exact !== undefined) return hand.taps(exact, id);
  if (chance < 30) return hand.says('/approve');
  if (chance < 35) return hand.says('/approve 2');
  hand.taps(main, id);
  if (random.percent(35)) hand.taps(main, id);
}
