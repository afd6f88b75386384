import type { Program } from '../../helpers/program.ts';
import type { TelegramStage } from '../../helpers/telegram-stage.ts';
import { until } from '../../helpers/until.ts';
import type { Hand } from './deeds.ts';

const QUIET_MS = 1_500;

export interface Settled {
  /** The mark and the first button of each message that still had some. */
  readonly left: readonly string[];
  /** Notices that the service ended with. */
  readonly untold: readonly unknown[];
}

/** Taps on whatever still has a button, lets everything be told, and ends the service. */
export async function settle(stage: TelegramStage, hand: Hand, survivor: Program): Promise<Settled> {
  const { bots, ann, project } = stage;
  await until(() => performance.now() - lastCall(stage) > QUIET_MS);
  const left = bots.chat(ann.chat).flatMap(({ from, message_id, text, buttons }) => {
    const [label] = buttons.flat();
    return from === 'bot' && label !== undefined ? [{ label, message_id, mark: text.slice(0, 2) }] : [];
  });
  for (const { label, message_id } of left) hand.taps(label, message_id);
  await until(() => bots.updatesPending() === 0);
  await until(() => performance.now() - lastCall(stage) > QUIET_MS);
  survivor.kill('SIGTERM');
  const code = await survivor.ended;
  if (code !== 0) throw new Error(`the service ended with ${code}:\n${survivor.output()}`);
  const { outbox } = (await project.state()) as { readonly outbox: readonly unknown[] };
  return { left: left.map(({ label, mark }) => `${mark} ${label}`), untold: outbox };
}

const lastCall = ({ bots }: TelegramStage): number =>
  bots.requests.findLast(({ method }) => method !== 'getUpdates')?.at ?? 0;
