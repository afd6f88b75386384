import { execa } from 'execa';

/** The program with which attempts lock the working directory; undefined when there is none. */
export async function checkLockTool(
  env: Readonly<Record<string, string | undefined>>,
): Promise<'flock' | 'perl' | undefined> {
  for (const tool of ['flock', 'perl'] as const) {
    const { exitCode } = await execa('sh', ['-c', `command -v ${tool}`], {
      env: { PATH: env['PATH'] },
      extendEnv: false,
      reject: false,
      stdio: 'ignore',
    });
    if (exitCode === 0) return tool;
  }
  return undefined;
}
