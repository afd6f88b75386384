import type { BotApi, PersonOptions } from './bot-api.ts';
import type { ChatOptions } from './chats.ts';
import type { Fault } from './faults.ts';
import type { SayOptions } from './person.ts';
import type { Tapped } from './taps.ts';

/** What a driver in another process posts; `person` as for BotApi.person. */
interface EmuBody extends SayOptions {
  readonly person?: PersonOptions;
  readonly text?: string;
  readonly label?: string;
  /** A regular expression for the label, instead of `label`. */
  readonly pattern?: string;
  readonly data?: string;
  readonly message?: number;
  readonly on?: boolean;
  /** False: do not wait for the answer to the tap. */
  readonly wait?: boolean;
}

type Route = (api: BotApi, body: EmuBody, query: URLSearchParams) => unknown;

const ROUTES: Readonly<Record<string, Route>> = {
  'POST says': (api, { text = '', ...body }) => api.person(whoOf(body)).says(text, placeOf(body)),
  'POST edits': (api, { text = '', message = 0, ...body }) => api.person(whoOf(body)).edits(message, text),
  'POST taps': (api, { label, pattern, message, ...body }) =>
    tapAnswer(
      api
        .person(whoOf(body))
        .taps(label ?? new RegExp(pattern ?? ''), message === undefined ? {} : { message }),
      body,
    ),
  'POST tapsData': (api, { data = '', message = 0, ...body }) =>
    tapAnswer(api.person(whoOf(body)).tapsData(message, data), body),
  'POST chat': (api, body) => api.addChat(body as unknown as ChatOptions),
  'GET chat': (api, _body, query) => {
    const id = Number(query.get('id'));
    return { messages: api.chat(id), transcript: api.transcript(id) };
  },
  'POST fault': (api, body) => {
    api.fault(body as Fault);
    return { ok: true };
  },
  'POST outage': (api, { on = true }) => {
    api.outage(on);
    return { ok: true };
  },
  'GET violations': ({ violations }) => violations,
  'GET requests': ({ requests }) => requests,
};

/** The person's side over HTTP, for a driver that is another process. */
export async function emuRoute(
  api: BotApi,
  verb: string,
  route: string,
  query: URLSearchParams,
  body: string,
): Promise<unknown> {
  const found = ROUTES[`${verb} ${route}`];
  if (found === undefined)
    throw new Error(`There is no ${verb} /__emu/${route}. There are: ${Object.keys(ROUTES).join(', ')}.`);
  return found(api, (body === '' ? {} : JSON.parse(body)) as EmuBody, query);
}

function whoOf({ person }: EmuBody): PersonOptions {
  if (person === undefined) throw new Error('The body must have a person: { id, first_name, chat? }.');
  return person;
}

function placeOf({ reply_to, thread }: EmuBody): SayOptions {
  return { ...(reply_to === undefined ? {} : { reply_to }), ...(thread === undefined ? {} : { thread }) };
}

async function tapAnswer({ query_id, answered }: Tapped, { wait = true }: EmuBody): Promise<unknown> {
  return wait ? { query_id, answer: await answered } : { query_id };
}
