import type { Part, ShellWord } from './part.ts';
import { programOf } from './program.ts';

/** The command that another one runs, where it can be taken out as it is written. */
export interface Inner {
  /** Its words, or the text of a script. */
  readonly words?: readonly ShellWord[];
  readonly script?: string;
  /** Whether the outer command needs no rule of its own: it does nothing but run the inner one. */
  readonly isFree: boolean;
}

interface Wrapper {
  /** Options that stand alone. */
  readonly alone?: RegExp;
  /** Options that are followed by a value. */
  readonly valued?: RegExp;
  /** How many words stand before the command. */
  readonly operands?: number;
  readonly isFree?: true;
}

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>(
  Object.entries({
    command: { alone: /^-p$/, isFree: true },
    env: { isFree: true },
    nice: { alone: /^-\d+$|^--adjustment=-?\d+$/, valued: /^-n$|^--adjustment$/, isFree: true },
    nohup: { isFree: true },
    stdbuf: { alone: /^-[ioe][0L]$/, isFree: true },
    time: { alone: /^-p$/, isFree: true },
    timeout: {
      alone: /^-v$|^--(?:foreground|preserve-status|verbose|(?:kill-after|signal)=\w+)$/,
      valued: /^-[ks]$|^--(?:kill-after|signal)$/,
      operands: 1,
      isFree: true,
    },
    builtin: {},
    doas: {},
    exec: {},
    ionice: {},
    setsid: {},
    sudo: { alone: /^-n$/ },
  }),
);

const SHELLS: readonly string[] = ['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash'];

export function openUp({ words, input }: Part): Inner | undefined {
  const program = programOf(words);
  if (SHELLS.includes(program)) return scriptOf(words, input);
  if (program === 'eval') {
    const values = words.slice(1).map(({ value }) => value);
    return values.length > 0 ? { script: values.join(' '), isFree: false } : undefined;
  }
  const wrapper = WRAPPERS.get(program);
  return wrapper && unwrapped(words, wrapper);
}

function unwrapped(words: readonly ShellWord[], wrapper: Wrapper): Inner | undefined {
  const start = afterOptions(words, wrapper);
  if (start === undefined) return undefined;
  const inner = words.slice(start + (wrapper.operands ?? 0));
  const isCommand = inner[0] !== undefined && !/^-|=/.test(inner[0].value);
  return isCommand ? { words: inner, isFree: wrapper.isFree === true } : undefined;
}

/** Where the options end; undefined where one is not known. */
function afterOptions(words: readonly ShellWord[], { alone, valued }: Wrapper): number | undefined {
  let start = 1;
  for (;;) {
    const word = words[start]?.value;
    if (word?.startsWith('-') !== true) return start;
    if (alone?.test(word) === true) start += 1;
    else if (valued?.test(word) === true) start += 2;
    else return undefined;
  }
}

function scriptOf([, option, script]: readonly ShellWord[], input: string | undefined): Inner | undefined {
  if (!option && input !== undefined) return { script: input, isFree: false };
  return option && script && /^-[eux]*c$/.test(option.value)
    ? { script: script.value, isFree: false }
    : undefined;
}
