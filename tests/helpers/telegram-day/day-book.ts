import type { Message, MessageEntity } from 'grammy/types';
import type { SayOptions } from '../telegram/person.ts';
import type { TapOptions } from '../telegram/taps.ts';
import type { TelegramStage } from '../telegram-stage.ts';
import type { ChatEntry, ChatMessage, ChatTap } from './chat-entry.ts';
import { createExamples, type Examples, type Shown } from './examples.ts';

/** Writes down what Ann does in the chat, and what the bot says to it. */
export interface DayBook {
  /** A part of the day, from now on or from a message on; `at` is the time that stands in its messages. */
  readonly part: (at: string, title: string, from?: { readonly message_id: number }) => void;
  readonly note: (text: string) => void;
  readonly says: (text: string, options?: SayOptions) => Message;
  /** Taps a button; resolves with what the phone shows for a moment. */
  readonly taps: (label: string, options?: TapOptions) => Promise<string>;
  /** Taps a button that a phone which was offline still shows. */
  readonly tapsOld: (
    label: string,
    tap: { readonly message: number; readonly data: string },
  ) => Promise<string>;
  /** Taps a button while nobody answers. */
  readonly tapsAway: (label: string) => void;
  readonly entries: () => readonly ChatEntry[];
  /** The last look of the first message that was ever edited to look like `pattern`. */
  readonly edited: (pattern: RegExp) => ChatMessage;
}

interface Noted {
  /** The newest message at that time. */
  readonly after: number;
  readonly entry: ChatEntry;
  /** The time on the clock from then on. */
  readonly at?: string;
}

interface Sent {
  readonly id: number;
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  readonly buttons: readonly (readonly string[])[];
}

export function createDayBook({ bots, ann, project }: TelegramStage): DayBook {
  const noted: Noted[] = [];
  const newest = (): number => bots.chat(ann.chat).at(-1)?.message_id ?? 0;
  const note = (entry: ChatEntry): void => {
    noted.push({ after: newest(), entry });
  };

  async function tapped(
    label: string,
    tap: () => { readonly answered: Promise<{ text?: string }> },
  ): Promise<string> {
    const entry: ChatTap & { toast: string } = { kind: 'tap', by: ann.user.first_name, label, toast: '' };
    note(entry);
    const { text = '' } = await tap().answered;
    entry.toast = text;
    return text;
  }

  const sent = (method: string): readonly Sent[] =>
    bots.requests
      .filter((request) => request.method === method && request.answer?.ok === true)
      .map(({ params, answer }) => ({
        id: Number(params['message_id'] ?? (answer as { result: Message }).result.message_id),
        text: String(params['text']),
        entities: (params['entities'] ?? []) as readonly MessageEntity[],
        buttons: buttonsIn(params['reply_markup']),
      }));

  const partAt = (message: number): string =>
    noted.findLast(({ after, at }) => at !== undefined && after < message)?.at ?? '';

  function attempts(): readonly { readonly id: number; readonly task: number }[] {
    return sent('sendMessage').flatMap(({ id, text }) => {
      const [, task] = /^⚙️ Task (\d+)\//.exec(text) ?? [];
      return task === undefined ? [] : [{ id, task: Number(task) }];
    });
  }

  function messages(): readonly ChatMessage[] {
    const first = new Map(sent('sendMessage').map((message) => [message.id, message]));
    const examples = presentExamples();
    return bots.chat(ann.chat).map((now) => {
      const id = now.message_id;
      const before = first.get(id) ?? { text: now.text, entities: now.entities, buttons: now.buttons };
      const shown = normalised(examples, before, id);
      const last = normalised(examples, now, id).text.split('\n');
      const isBot = now.from === 'bot';
      return {
        kind: 'message',
        id,
        by: isBot ? 'Greenlight' : now.from,
        isBot,
        ...shown,
        text: begun(shown.text),
        buttons: before.buttons,
        rings: isBot && !now.silent,
        replyTo: now.reply_to,
        became: last.filter((line) => !shown.text.split('\n').includes(line)),
      };
    });
  }

  const presentExamples = (): Examples =>
    createExamples({ root: project.root, attempts: attempts().map(({ task }) => task) });

  const withExamples = (entry: ChatEntry, examples: Examples, after: number): ChatEntry =>
    entry.kind === 'tap'
      ? { ...entry, toast: normalised(examples, { text: entry.toast, entities: [] }, after + 1).text }
      : entry;

  const normalised = (examples: Examples, { text, entities }: Shown, id: number): Shown =>
    examples.shown(
      { text, entities },
      { at: partAt(id), epoch: attempts().filter((attempt) => attempt.id <= id).length },
    );

  return {
    part(at, text, from) {
      const after = from === undefined ? newest() : from.message_id - 1;
      noted.push({ after, entry: { kind: 'heading', text: `${at} ${text}` }, at });
    },
    note: (text) => note({ kind: 'note', text }),
    says: (text, options) => ann.says(text, options),
    taps: (label, options) => tapped(label, () => ann.taps(label, options)),
    tapsOld: (label, { message, data }) => tapped(label, () => ann.tapsData(message, data)),
    tapsAway(label) {
      note({ kind: 'tap', by: ann.user.first_name, label, toast: '' });
      ann.taps(label);
    },
    entries() {
      const all = messages();
      const examples = presentExamples();
      const notedAfter = (id: number): readonly ChatEntry[] =>
        noted.filter(({ after }) => after === id).map(({ entry }) => withExamples(entry, examples, id));
      return [...notedAfter(0), ...all.flatMap((message) => [message, ...notedAfter(message.id)])];
    },
    edited(pattern) {
      const edit = sent('editMessageText').find(({ text }) => pattern.test(text));
      const message = messages().find(({ id }) => id === edit?.id);
      if (!edit || !message) throw new Error(`No message was edited to look like ${String(pattern)}.`);
      const examples = presentExamples();
      return { ...message, ...normalised(examples, edit, edit.id), buttons: edit.buttons, became: [] };
    },
  };
}

/** The clock of an attempt that has just begun. */
const begun = (text: string): string => text.replace(/^(⚙️ Task \d+\/\d+ · )0:42/, '$10:00');

function buttonsIn(markup: unknown): readonly (readonly string[])[] {
  const { inline_keyboard = [] } = (markup ?? {}) as {
    inline_keyboard?: readonly (readonly { readonly text: string }[])[];
  };
  // (Which day that is depends on the time of the test.)
  return inline_keyboard.map((row) =>
    row.map(({ text }) => text.replace(/^At 09:00 today$/, 'At 09:00 tomorrow')),
  );
}
