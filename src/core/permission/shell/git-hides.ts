import { isHidingWord } from './hiding-word.ts';

/** Before the subcommand these do no harm; others choose programs, configurations and folders. */
const PLAIN_GLOBALS: readonly string[] = [
  '--no-pager',
  '-P',
  '--no-optional-locks',
  '--literal-pathspecs',
  '--version',
];

/** They run what they are told, or what a configuration says that they set themselves. */
const HIDING_COMMANDS: readonly string[] = [
  'bisect, config, credential, daemon, difftool, filter-branch, for-each-repo, hook, instaweb',
  'mergetool, send-email, submodule, web--browse, upload-pack, receive-pack, remote-ext, p4, svn',
].flatMap((line) => line.split(', '));

const OPTIONS = {
  long: [
    'exec',
    'upload-pack',
    'receive-pack',
    'ext-diff',
    'open-files-in-pager',
    'config',
    'template',
    'extcmd',
    'output',
    'textconv',
    'gpg-sign',
  ],
  like: /^(?:ext|fd)::/,
};

/** Short options that run something, of the subcommands that have them. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['clone', 'uc'],
  ['grep', 'O'],
  ['ls-remote', 'u'],
  ['archive', 'o'],
  ['rebase', 'xi'],
]);

/** Whether a git command may run another program than git's own. */
export function gitHides(values: readonly string[], covered: number): boolean {
  const kept = withoutGlobals(values);
  const at = values.length - kept.length + 1;
  const isOpen = (index: number): boolean => index + 1 >= covered;
  const hasGlobal = values.some(
    (value, index) => index > 0 && index < at && isOpen(index) && isChoosing(value),
  );
  const [, subcommand = ''] = kept;
  if (hasGlobal || HIDING_COMMANDS.includes(subcommand)) return true;
  const letters = LETTERS.get(subcommand) ?? '';
  return values.some(
    (value, index) => index > at && isOpen(index) && isHidingWord({ ...OPTIONS, letters }, value),
  );
}

const isChoosing = (word: string): boolean => word.startsWith('-') && !PLAIN_GLOBALS.includes(word);

/** Global options whose value is the next word. */
const VALUED = /^(?:-[Cc]|--(?:git-dir|work-tree|namespace|exec-path|config-env|super-prefix))$/;

/** The words without what stands before the subcommand, so that a rule finds `git push` in `git -C x push`. */
export function withoutGlobals(values: readonly string[]): readonly string[] {
  const start = values.findIndex(
    (value, index) =>
      index > 0 && !value.startsWith('-') && !VALUED.test(values.slice(index - 1, index).join()),
  );
  return start === -1 ? values.slice(0, 1) : [...values.slice(0, 1), ...values.slice(start)];
}
