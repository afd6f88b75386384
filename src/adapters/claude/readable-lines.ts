import type { CliEvent } from './cli-event.ts';
import { oneLine } from './tool-call.ts';

const LONGEST_TEXT = 20_000;
const LONGEST_RESULT = 300;

/** What a person reads of one event: what Claude said, each call, and the beginning of what came back. */
export function readableLines(event: CliEvent): readonly string[] {
  switch (event.type) {
    case 'text':
      return event.text.trim() === '' ? [] : event.text.slice(0, LONGEST_TEXT).trim().split('\n');
    case 'tool':
      return [`> ${event.call.name}${event.call.detail === '' ? '' : `: ${event.call.detail}`}`];
    case 'tool-result':
      return [`  ${isFault(event) ? 'error: ' : ''}${oneLine(event.text, LONGEST_RESULT)}`.trimEnd()].filter(
        Boolean,
      );
    case 'error':
      // What the CLI has no word for it tells in its result.
      return event.error === 'unknown' ? [] : [`! API: ${event.error}`];
    case 'limit':
      return event.status === 'rejected' ? ['! usage limit'] : [];
    case 'result':
      return event.isError === true ? [`! ${errorText(event)}`] : [];
    case 'denied':
      return ['  refused'];
    case 'init':
      return [];
  }
}

/** What the operator says stands in a denial, which the CLI takes for an error. */
const isFault = ({ isError, text }: Extract<CliEvent, { type: 'tool-result' }>): boolean =>
  isError && !/^The operator (?:answered|leaves this to you|did not allow this)[.:]/.test(text);

/** Told of a call whose command gave way to this one. */
export const replacedLine = (command: string): string => `  run instead: ${oneLine(command, LONGEST_RESULT)}`;

const errorText = ({
  text,
  errors,
  terminalReason,
  subtype,
}: Extract<CliEvent, { type: 'result' }>): string =>
  oneLine(text || errors.join('; '), LONGEST_RESULT) || `ended: ${terminalReason ?? subtype ?? 'error'}`;
