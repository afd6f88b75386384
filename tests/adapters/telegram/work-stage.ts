import { completed } from '../../helpers/session-play.ts';
import { until } from '../../helpers/until.ts';
import { createFakeProject, type FakeProject } from './fake-project.ts';
import { createChatStages, type ChatStage, type ChatStageOptions } from './stage.ts';

export interface Work extends ChatStage {
  readonly project: FakeProject;
  /** Lets the attempt that runs change files and end. */
  readonly works: (epoch: number, changes?: Readonly<Record<string, string>>) => void;
}

/** Chats about a project in a repository, whose attempts end when the test says so. */
export function createWorkStages(): { readonly openWork: (options?: ChatStageOptions) => Promise<Work> } {
  const { openChat } = createChatStages();
  return {
    async openWork(options = {}) {
      const { project = createFakeProject() } = options;
      const stage = await openChat({ script: { 1: [{}], 2: [{}], 3: [{}] }, ...options, project });
      return {
        ...stage,
        project,
        works(epoch, changes = { [`src/${epoch}.ts`]: `export const n = ${epoch};` }) {
          for (const [path, content] of Object.entries(changes)) project.files.set(path, content);
          stage.runner.end(epoch, completed);
        },
      };
    },
  };
}

/** Task 1 is begun and done; resolves with the card that asks about the next one. */
export async function firstDone(work: Work, changes?: Readonly<Record<string, string>>): Promise<number> {
  await work.started();
  work.ann.taps('Begin');
  await work.ann.sees(/^⚙️ Task 1\/3/);
  await until(() => work.runner.started.length === 1);
  work.works(1, changes);
  return (await work.ann.sees(/^⏸️ Task 2\/3/)).message_id;
}

export const buttonsOf = (
  { bots, chat }: Work,
  message: number,
): readonly (readonly string[])[] | undefined =>
  bots.chat(chat).find(({ message_id }) => message_id === message)?.buttons;
