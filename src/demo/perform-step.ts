import type { ServerResponse } from 'node:http';
import { answerOf, eventsOf, type StreamEvent } from './answer.ts';
import type { MessagesRequest } from './conversation.ts';
import { say, type Failure, type Speech, type Step } from './model-script.ts';

/** Does to one request what the script says. */
export async function performStep(
  step: Step,
  body: MessagesRequest,
  response: ServerResponse,
  betweenBlocks: () => Promise<unknown>,
): Promise<void> {
  switch (step.kind) {
    case 'hang':
      return;
    case 'fail':
      sendFailure(response, step);
      return;
    case 'stall':
      sendBeginning(body, response);
      return;
    case 'drop':
      if (step.when === 'mid-stream') sendBeginning(body, response);
      // The beginning has to be on its way before the connection goes.
      setImmediate(() => response.destroy());
      return;
    case 'say':
    case 'use':
      await speak(step, body, response, betweenBlocks);
  }
}

async function speak(
  step: Speech,
  body: MessagesRequest,
  response: ServerResponse,
  betweenBlocks: () => Promise<unknown>,
): Promise<void> {
  const answer = answerOf(step, body.model, JSON.stringify(body.messages).length);
  if (!body.stream) {
    sendJson(response, 200, answer, step.headers);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', ...step.headers });
  for (const event of eventsOf(answer)) {
    if (event.type === 'content_block_start' && event['index'] !== 0) await betweenBlocks();
    sendEvents(response, [event]);
  }
  response.end();
}

/** Everything up to the first words of an answer that does not go on. */
function sendBeginning(body: MessagesRequest, response: ServerResponse): void {
  sendEvents(response, eventsOf(answerOf(say('Let me look at'), body.model, 0)).slice(0, 3));
}

function sendEvents(response: ServerResponse, events: readonly StreamEvent[]): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

export function sendFailure(response: ServerResponse, { status, type, message, headers }: Failure): void {
  sendJson(response, status, { type: 'error', error: { type, message } }, headers);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Failure['headers'] = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
