import type { Program } from '../program.ts';
import type { Stage } from '../stage.ts';
import { until } from '../until.ts';

/** Starts the service; resolves once it answers on this port. */
export async function serving(stage: Stage, port: number): Promise<Program> {
  const program = stage.greenlight('serve');
  let isOver = false;
  void program.ended.then(() => (isOver = true));
  const answers = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      () => true,
      () => false,
    );
  const how = await until(async () => (isOver ? 'ended' : (await answers()) && 'answers'));
  if (how === 'ended') throw new Error(`the service ended; it printed:\n${program.output()}`);
  return program;
}
