import type { Update, User, UserFromGetMe } from 'grammy/types';
import { createApiEndpoint, type ApiRequest, type Violation } from './api-endpoint.ts';
import { botMethods } from './bot-methods.ts';
import { createCallbackQueries } from './callback-queries.ts';
import { seenMessage, transcriptOf, type SeenMessage } from './chat-view.ts';
import { migrate, openChat, privateRoom, type ChatOptions, type OpenedChat } from './chats.ts';
import { editMethods } from './edit-methods.ts';
import { emuRoute } from './emu-routes.ts';
import { createFaults, type Fault } from './faults.ts';
import { createFileShelf } from './file-shelf.ts';
import { startHttpServer } from './http-server.ts';
import type { World } from './methods.ts';
import { createPerson, type Person } from './person.ts';
import { requestCheck } from './request-check.ts';
import { createRooms, type Room } from './rooms.ts';
import { sendMethods } from './send-methods.ts';
import { createSight, type Match, type SeesOptions } from './sight.ts';
import { createUpdateQueue, type UpdateQueue } from './update-queue.ts';
import { createWebhookDelivery } from './webhook-delivery.ts';

export interface BotApiOptions {
  /** Privacy mode off: the bot hears everything in groups. */
  readonly readsAllGroupMessages?: boolean;
  /** How long `sees` and the answer to a tap are waited for. */
  readonly limitMs?: number;
  /** Where the https address of a webhook really is; the address itself unless told. */
  readonly reach?: (url: string) => string;
  /** How long a webhook that did not take an update is left alone; ever longer unless told. */
  readonly redeliverMs?: number;
}

export interface PersonOptions {
  readonly id: number;
  readonly first_name: string;
  readonly username?: string;
  readonly language_code?: string;
  /** The chat in which the person acts; the private chat with the bot unless told. */
  readonly chat?: number;
}

export interface BotApi {
  /** For `client.apiRoot`. */
  readonly url: string;
  readonly token: string;
  readonly bot: UserFromGetMe;
  readonly addChat: (options: ChatOptions) => OpenedChat;
  /** Turns a group into the supergroup `to`. */
  readonly migrateChat: (id: number, to: number) => void;
  readonly person: (options: PersonOptions) => Person;
  /** Queues an update with an update_id of its own. */
  readonly pushUpdate: (update: Update) => void;
  readonly updatesPending: () => number;
  /** How often getUpdates was called. */
  readonly polls: () => number;
  /** From now on it is too late to answer that tap, or all taps. */
  readonly expireQueries: (id?: string) => void;
  readonly chat: (id: number) => readonly SeenMessage[];
  readonly transcript: (id: number) => string;
  readonly sees: (chat: number, match: Match, options?: SeesOptions) => Promise<SeenMessage>;
  /** For `since`: now. */
  readonly revision: () => number;
  readonly requests: readonly ApiRequest[];
  readonly violations: readonly Violation[];
  readonly fault: (fault: Fault) => void;
  readonly clearFaults: () => void;
  readonly outage: (on: boolean) => void;
  /** How many requests an outage has turned away. */
  readonly turnedAway: () => number;
  readonly close: () => Promise<void>;
}

const TOKEN = '123456789:AAEmulatorOfTheBotApiForTheTests-_0';
const LIMIT_MS = 30_000;

/** Telegram's side of a bot, on a free port of 127.0.0.1. */
export async function startBotApi(options: BotApiOptions = {}): Promise<BotApi> {
  const { readsAllGroupMessages = false, limitMs = LIMIT_MS, reach, redeliverMs } = options;
  const rooms = createRooms();
  const everything = (): string => rooms.all().map(transcriptOf).join('\n');
  const queue = createUpdateQueue();
  const delivery = createWebhookDelivery(queue, reach, redeliverMs);
  const world: World = {
    bot: botUser(readsAllGroupMessages),
    rooms,
    updates: checkedQueue(queue, () => delivery.wake()),
    queries: createCallbackQueries(limitMs, everything),
    files: createFileShelf(),
    delivery,
  };
  const { updates, queries, files } = world;
  const sight = createSight(rooms, limitMs);
  const faults = createFaults();
  const methods = { ...botMethods(world), ...sendMethods(world), ...editMethods(world) };
  const endpoint = createApiEndpoint({ token: TOKEN, methods, faults, check: requestCheck() });
  const roomOf = (id: number): Room => {
    const room = rooms.find(id);
    if (room === undefined) throw new Error(`There is no chat ${id}.`);
    return room;
  };
  const server = await startHttpServer({
    api: endpoint.serve,
    file: (token, path) => (token === TOKEN ? files.get(path.replace('documents/', ''))?.content : undefined),
    emu: (verb, route, query, body) => emuRoute(api, verb, route, query, body),
  });

  const api: BotApi = {
    url: server.url,
    token: TOKEN,
    bot: world.bot,
    addChat: (chat) => openChat(rooms, chat),
    migrateChat: (id, to) => migrate(rooms, roomOf(id), to, updates.push),
    person: ({ chat, ...who }) => {
      const user: User = { is_bot: false, ...who };
      return createPerson(world, sight, user, chat === undefined ? privateRoom(rooms, user) : roomOf(chat));
    },
    pushUpdate: updates.pushRaw,
    updatesPending: () => updates.pending().length,
    polls: () => endpoint.requests.filter(({ method }) => method === 'getUpdates').length,
    expireQueries: queries.expire,
    chat: (id) => roomOf(id).posts.map(seenMessage),
    transcript: (id) => transcriptOf(roomOf(id)),
    sees: (chat, match, seesOptions) => sight.sees(roomOf(chat), match, seesOptions),
    revision: rooms.revision,
    requests: endpoint.requests,
    violations: endpoint.violations,
    fault: faults.plan,
    clearFaults: faults.clear,
    outage: server.outage,
    turnedAway: server.turnedAway,
    close: async () => {
      sight.close();
      queries.close();
      updates.close();
      await delivery.close();
      await server.close();
    },
  };
  return api;
}

function botUser(can_read_all_group_messages: boolean): UserFromGetMe {
  return {
    id: 123456789,
    is_bot: true,
    first_name: 'Emulated bot',
    username: 'emulated_bot',
    can_join_groups: true,
    can_read_all_group_messages,
    supports_guest_queries: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
}

/** An update that Telegram would never send proves nothing: so each is checked against the types. */
function checkedQueue(queue: UpdateQueue, onUpdate: () => void): UpdateQueue {
  const checked = (update: Update): Update => {
    const reasons = requestCheck().update(update);
    if (reasons.length > 0)
      throw new Error(`Telegram sends no such update: ${reasons.join('; ')}: ${JSON.stringify(update)}`);
    return update;
  };
  return {
    ...queue,
    push: (update) => {
      checked({ update_id: 1, ...update });
      const pushed = queue.push(update);
      onUpdate();
      return pushed;
    },
    pushRaw: (update) => {
      queue.pushRaw(checked(update));
      onUpdate();
    },
  };
}
