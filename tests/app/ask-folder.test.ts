import { describe, expect, it } from '@jest/globals';
import { fakeWorkplace } from '../helpers/asking-fakes.ts';
import { askingStage, deferredIn, pass, wanted, wants, WAIT_MS } from './asking.ts';
import type { Asking } from '../../src/app/ports/asking.ts';
import { quiet, type Stage, type StageOptions } from './stage.ts';

const allow = { type: 'allow' } as const;
const rm = { input: { command: 'rm -rf build', timeout: 5 } };

/** Asked in one folder, and by a CLI that came back in another one. */
async function comesBack(
  asked: Partial<Asking>,
  back: string,
  { answer = {}, ...options }: StageOptions & { readonly answer?: object } = {},
): Promise<Stage & { again: ReturnType<typeof wants> }> {
  const stage = await askingStage(options);
  const first = wants(stage, asked);
  await first.now();
  await pass(stage.disk, WAIT_MS);
  expect(await first.now()).toEqual({ decision: 'defer' });
  stage.runner.end(1, deferredIn({ ...wanted, ...asked }));
  await quiet();
  await stage.ask({ ...allow, ...answer });
  await quiet();
  return { ...stage, again: wants(stage, { ...asked, epoch: 2, name: 'hook-2', cwd: back }) };
}

const goesTo = (folder: string, command: string) => ({
  decision: 'allow',
  input: { command: `cd '${folder}' || exit\n${command}`, timeout: 5 },
});

describe('a command that was allowed', () => {
  it('runs where it was asked, when the CLI is elsewhere by then', async () => {
    const { again } = await comesBack({ ...rm, cwd: '/project/sub' }, '/project');
    expect(await again.now()).toEqual(goesTo('/project/sub', 'rm -rf build'));
  });

  it('runs in the project’s own folder, when the CLI begins in one below', async () => {
    const { again } = await comesBack(rm, '/project/sub');
    expect(await again.now()).toEqual(goesTo('/project', 'rm -rf build'));
  });

  it('runs as it is where nothing moved', async () => {
    const { again } = await comesBack({ ...rm, cwd: '/project/sub' }, '/project/sub');
    expect(await again.now()).toEqual({ decision: 'allow' });
  });

  it('so does another one in its place', async () => {
    const asked = { ...rm, cwd: "/project/it's" };
    const { again } = await comesBack(asked, '/project', { answer: { instead: 'ls' } });
    expect(await again.now()).toEqual(goesTo(String.raw`/project/it'\''s`, 'ls'));
  });

  it('is in the folder that a link leads to', async () => {
    const real = (path: string): string => path.replace('/link', '/project');
    const workplace = {
      ...fakeWorkplace,
      surroundings: (cwd: string) => ({ ...fakeWorkplace.surroundings(cwd), real }),
    };
    const asked = { ...rm, cwd: '/link' };
    const { again } = await comesBack(asked, '/project', { deps: () => ({ workplace }) });
    expect(await again.now()).toEqual({ decision: 'allow' });
  });
});

describe('another call that was allowed', () => {
  const write = (path: string): Partial<Asking> => ({
    ...{ tool: 'Write', cwd: '/project/sub' },
    input: { file_path: path, content: 'x' },
  });

  it('is done where it names its file wholly', async () => {
    const { again } = await comesBack(write('/etc/motd'), '/project');
    expect(await again.now()).toEqual({ decision: 'allow' });
  });

  it('is refused where it would be about another file', async () => {
    const { again } = await comesBack(write('.claude/settings.json'), '/project');
    expect(await again.now()).toMatchObject({
      decision: 'deny',
      reason: expect.stringContaining('another folder'),
    });
  });
});
