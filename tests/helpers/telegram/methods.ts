import type { ApiMethods } from '@grammyjs/types';
import type { User, UserFromGetMe } from 'grammy/types';
import type { CallbackQueries } from './callback-queries.ts';
import type { FileShelf } from './file-shelf.ts';
import type { UploadedFile } from './multipart.ts';
import type { Rooms } from './rooms.ts';
import type { UpdateQueue } from './update-queue.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

/** What all methods work on. */
export interface World {
  readonly bot: UserFromGetMe;
  readonly rooms: Rooms;
  readonly updates: UpdateQueue;
  readonly queries: CallbackQueries;
  readonly files: FileShelf;
  readonly delivery: WebhookDelivery;
}

/** The bot as it stands in messages: the rest is for getMe alone. */
export function botAsUser({ id, is_bot, first_name, username }: UserFromGetMe): User {
  return { id, is_bot, first_name, username };
}

export interface Call {
  readonly files: ReadonlyMap<string, UploadedFile>;
  /** Aborted when the client has closed the connection. */
  readonly gone: AbortSignal;
}

export type ParamsOf<M extends keyof ApiMethods<string>> = NonNullable<Parameters<ApiMethods<string>[M]>[0]>;

/** Some methods of the Bot API: each gives its result or throws a refusal. */
export type Methods = {
  readonly [M in keyof ApiMethods<string>]?: (params: ParamsOf<M>, call: Call) => unknown;
};
