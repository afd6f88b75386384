import { badRequest } from './refusal.ts';

/** What the person sees when a tap has been answered. */
export interface CallbackAnswer {
  readonly text?: string;
  readonly show_alert?: boolean;
  readonly url?: string;
}

export interface CallbackQueries {
  readonly ask: () => { readonly id: string; readonly answered: Promise<CallbackAnswer> };
  readonly answer: (id: string, answer: CallbackAnswer) => void;
  /** From now on it is too late to answer: one query, or all that are open. */
  readonly expire: (id?: string) => void;
  readonly close: () => void;
}

const OPEN_MS = 15_000;
const LONGEST_TEXT = 200;
const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

interface OpenQuery {
  readonly askedAt: number;
  readonly resolve: (answer: CallbackAnswer) => void;
  readonly timer: NodeJS.Timeout;
}

/** A query can be answered once, within some seconds. */
export function createCallbackQueries(limitMs: number, describe: () => string): CallbackQueries {
  const open = new Map<string, OpenQuery>();
  let asked = 0;
  return {
    ask: () => {
      asked += 1;
      const id = `40${String(asked).padStart(16, '0')}`;
      const answered = new Promise<CallbackAnswer>((resolve, reject) => {
        const late = (): void => reject(new Error(`The tap ${id} was not answered.\n${describe()}`));
        open.set(id, { askedAt: performance.now(), resolve, timer: setTimeout(late, limitMs).unref() });
      });
      // A test may leave it unobserved.
      answered.catch(() => undefined);
      return { id, answered };
    },
    answer: (id, answer) => {
      const query = open.get(id);
      if (query === undefined || performance.now() - query.askedAt > OPEN_MS) throw badRequest(TOO_OLD);
      if ((answer.text ?? '').length > LONGEST_TEXT) throw badRequest('MESSAGE_TOO_LONG');
      open.delete(id);
      clearTimeout(query.timer);
      query.resolve(answer);
    },
    expire: (id) => {
      if (id === undefined) open.clear();
      else open.delete(id);
    },
    close: () => {
      for (const { timer } of open.values()) clearTimeout(timer);
    },
  };
}
