import type { Notice } from '../../../../src/core/session/index.ts';
import { createOutside, type Options, type Received } from './stage.ts';

export const outside = createOutside();

export type Session = Parameters<ReturnType<typeof outside.channel>['deliver']>[1];

/** What arrives when this is delivered, if anything does. */
export async function deliver(
  notice: Notice,
  session: Session,
  options: Options & { readonly key?: string } = {},
): Promise<Received | undefined> {
  const listener = await outside.listen();
  await outside.channel(listener.url, options).deliver(notice, session, options.key ?? 'request#1:0:webhook');
  return listener.received[0];
}

export interface Body {
  readonly id: string;
  readonly type: string;
  readonly message: string;
  readonly html: string;
  readonly gate: unknown;
  readonly buttons: readonly { readonly text: string; readonly command: string; readonly data: string }[];
}

export const bodyOf = (received: Received | undefined): Body =>
  JSON.parse(received?.body ?? 'nothing') as Body;
