import { afterAll, afterEach } from '@jest/globals';
import { startMessagesApi, type MessagesApi } from '../../src/demo/messages-api.ts';
import type { ModelScript } from '../../src/demo/model-script.ts';
import { startProgram, type Program } from './program.ts';
import { killProcessesWith } from './processes.ts';
import { createProject, type Project } from './project.ts';
import { CLAUDE, claudeEnv } from './scripted-claude.ts';

/** A project, a scripted model and the built program between them. */
export interface Stage {
  readonly project: Project;
  readonly api: MessagesApi;
  readonly env: Readonly<Record<string, string>>;
  /** Starts `greenlight` with these arguments in the project. */
  greenlight(...args: readonly string[]): Program;
}

export interface StageOptions {
  readonly script: ModelScript;
  readonly tasks: string;
  /** Lines of the `claude:` section. */
  readonly claude?: string;
  /** More YAML. */
  readonly config?: string;
  readonly command?: string;
  readonly env?: (api: MessagesApi, home: string) => Record<string, string>;
}

/** Sets up stages and clears them away after each test, whatever still runs on them. */
export function createStages(): (options: StageOptions) => Promise<Stage> {
  const clean: (() => Promise<unknown>)[] = [];
  const clear = async (): Promise<void> => {
    for (const step of clean.splice(0).reverse()) await step();
  };
  afterEach(clear);
  afterAll(clear);

  return async ({ script, tasks, claude = '', config = '', command = CLAUDE, env = claudeEnv }) => {
    const api = await startMessagesApi(script);
    clean.push(() => api.close());
    const project = await createProject(
      `claude:\n  command: ${JSON.stringify([command])}\n  sandboxed: true\n${claude}\n${config}`,
    );
    clean.push(() => project.remove());
    // Attempts outlive the program: that is what is tested here.
    clean.push(async () => killProcessesWith(`HOME=${project.home}`));
    await project.write('tasks/list.md', tasks);
    const variables = { ...env(api, project.home), NO_COLOR: '1' };
    return {
      project,
      api,
      env: variables,
      greenlight(...args) {
        const program = startProgram(args, { cwd: project.root, env: variables });
        clean.push(async () => {
          program.kill('SIGKILL');
          await program.ended;
        });
        return program;
      },
    };
  };
}
