import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { messagesRequest, readConversation, type MessagesRequest } from './conversation.ts';
import { fail, say, type Conversation, type ModelScript, type Step } from './model-script.ts';
import { performStep, sendFailure, sendJson } from './perform-step.ts';

/** A local Messages API in which a script plays the model, as far as the Claude CLI uses it. */
export interface MessagesApi {
  /** For `ANTHROPIC_BASE_URL`. */
  readonly url: string;
  /** The last requests for a message of the model, oldest first; side requests of the CLI are not among them. */
  readonly requests: readonly ApiRequest[];
  /** Breaks off every open answer. */
  close(): Promise<void>;
}

export interface ApiRequest {
  readonly body: MessagesRequest;
  readonly conversation: Conversation;
  readonly step: Step;
}

export interface MessagesApiOptions {
  /** How many requests to remember. */
  readonly keepRequests?: number;
  /** How long the model "thinks" before each answer. */
  readonly thinkingMs?: number;
  /** How long it takes for the next part of a message, a text or a call, when it has several. */
  readonly blockMs?: number;
}

export async function startMessagesApi(
  script: ModelScript,
  { keepRequests = 200, thinkingMs = 0, blockMs = 0 }: MessagesApiOptions = {},
): Promise<MessagesApi> {
  const requests: ApiRequest[] = [];
  const closing = new AbortController();

  const passing = async (ms: number): Promise<void> => {
    if (ms > 0) await wait(ms, undefined, { signal: closing.signal });
  };
  const nextStep = (body: MessagesRequest): Step => {
    // Side requests (a title for the conversation) offer no tools; they are no part of the script.
    if (body.tools.length === 0) return say('{"title": "Scripted conversation"}');
    const conversation = readConversation(body);
    const step = stepOrFailure(script, conversation);
    requests.push({ body, conversation, step });
    requests.splice(0, requests.length - keepRequests);
    return step;
  };

  const answerMessages = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await text(request);
    const parsed = messagesRequest.safeParse(parseJson(raw));
    if (!parsed.success) {
      sendFailure(response, fail(400, 'not a Messages API request'));
      return;
    }
    if (request.url?.includes('/count_tokens')) {
      sendJson(response, 200, { input_tokens: Math.ceil(raw.length / 4) });
      return;
    }
    const step = nextStep(parsed.data);
    await passing(thinkingMs);
    await performStep(step, parsed.data, response, () => passing(blockMs));
  };

  const server = createServer((request, response) => {
    if (request.method === 'HEAD') {
      response.end();
    } else if (request.method === 'POST' && request.url?.startsWith('/v1/messages')) {
      // A CLI that is killed while it asks is no fault of the API.
      answerMessages(request, response).catch(() => response.destroy());
    } else {
      sendFailure(response, fail(404, 'no such endpoint'));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A broken script must end the run at once: the CLI would retry a 500 for minutes. */
function stepOrFailure(script: ModelScript, conversation: Conversation): Step {
  try {
    return script(conversation);
  } catch (error) {
    return fail(400, `the model script failed: ${String(error)}`);
  }
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
