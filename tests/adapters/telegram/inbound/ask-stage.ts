import type { Question } from '../../../../src/core/permission/index.ts';
import type { AnsweredCall } from '../../../../src/core/session/index.ts';
import {
  asksLive,
  npmInstall,
  whichDatabase,
  type LiveCall,
  type ScriptedCall,
} from '../../../helpers/asking-fakes.ts';
import { until } from '../../../helpers/until.ts';
import type { SeenMessage } from '../../../helpers/telegram/chat-view.ts';
import type { ChatStage, ChatStageOptions } from '../stage.ts';

export { npmInstall };

/** No attempt ends by itself. */
export const script = { 1: [{}], 2: [{}], 3: [{}] };

export const database: Question = {
  question: 'Which database?',
  multiSelect: false,
  options: [{ label: 'SQLite' }, { label: 'Postgres' }],
};
export const features: Question = {
  question: 'Which features?',
  multiSelect: true,
  options: [{ label: 'Search' }, { label: 'Export' }, { label: 'Import' }],
};
export const asksOf = (...questions: readonly Question[]): ScriptedCall => ({
  ...whichDatabase,
  input: { questions },
  questions,
});

export interface Asked extends LiveCall {
  readonly card: number;
}

/** A chat in which the first task runs. */
export async function running(
  openChat: (options: ChatStageOptions) => Promise<ChatStage>,
  options: ChatStageOptions = {},
): Promise<ChatStage> {
  const stage = await openChat({ script, ...options });
  await stage.started();
  stage.ann.taps('Begin');
  await stage.ann.sees(/^⚙️ Task 1\/3/);
  await until(() => stage.runner.started.length === 1);
  return stage;
}

/** The attempt asks; resolves when its card is there. */
export async function asks(stage: ChatStage, call: ScriptedCall): Promise<Asked> {
  const last = stage.bots.chat(stage.chat).at(-1)?.message_id ?? 0;
  const live = await asksLive(stage, call);
  const { message_id } = await stage.ann.sees(/may Claude|Claude asks/, { after: last });
  return { ...live, card: message_id };
}

export const messageOf = ({ bots, chat }: ChatStage, id: number): SeenMessage | undefined =>
  bots.chat(chat).find(({ message_id }) => message_id === id);

export function answersOf({ service }: Pick<ChatStage, 'service'>): readonly AnsweredCall[] {
  const session = service.read();
  return session.state === 'open' ? session.answered : [];
}
