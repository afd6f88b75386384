import type { SyntaxNode } from 'unbash';

type NodeType = SyntaxNode['type'];

/** What leaves no doubt by itself about what is run. */
const CERTAIN: ReadonlySet<NodeType> = new Set<NodeType>([
  'Script',
  'Statement',
  'CompoundList',
  'AndOr',
  'Pipeline',
  'Time',
  'Negation',
  'Command',
  'Redirected',
  'Subshell',
  'BraceGroup',
  'If',
  'Elif',
  'While',
  'Word',
  'Literal',
  'SingleQuoted',
  'DoubleQuoted',
  'Assignment',
  'Redirect',
  'FileDescriptor',
  'HereString',
  'HereDoc',
  'HereDocDelimiter',
  'HereDocBody',
]);

const SETS_VARIABLES = 'It sets variables, which can change what other commands do.';
const CALCULATES = 'It calculates a value that is not known before it runs.';
const NAMES_FILES = 'It names files by a pattern, and which ones is not known before it runs.';
const USES_VARIABLES = 'It uses a variable whose value is not known before it runs.';
const USES_OUTPUT = 'It uses what another command prints, which is not known before it runs.';

const DOUBTS: Partial<Record<NodeType, string>> = {
  SimpleExpansion: USES_VARIABLES,
  ParameterExpansion: USES_VARIABLES,
  CommandExpansion: USES_OUTPUT,
  ProcessSubstitution: USES_OUTPUT,
  ArithmeticExpansion: CALCULATES,
  ArithmeticCommand: CALCULATES,
  ArithmeticFor: CALCULATES,
  TestCommand: CALCULATES,
  Glob: NAMES_FILES,
  ExtendedGlob: NAMES_FILES,
  BraceExpansion: 'It writes several words as one with braces.',
  AnsiCQuoted: "It hides characters behind codes in `$'…'`.",
  For: SETS_VARIABLES,
  Select: SETS_VARIABLES,
  ArrayValue: SETS_VARIABLES,
  FileDescriptorVariable: SETS_VARIABLES,
  Function: 'It defines a function, which can stand in for any command.',
  Coproc: 'It runs a command beside others with `coproc`.',
};

/** Why a piece of shell syntax leaves open what is run; a kind that is not known does, too. */
export function doubtOf({ type }: SyntaxNode): string | undefined {
  return CERTAIN.has(type) ? undefined : (DOUBTS[type] ?? 'It holds shell syntax that is not judged.');
}

export const TILDE_DOUBT = 'It names the home folder of somebody, which is not known.';
export const BRACKET_DOUBT = 'A bracket stands in it that shells read in different ways.';
export const SETTING_DOUBT = SETS_VARIABLES;

/** Syntax that other shells, or the same one with other settings, read in another way. */
const READ_DIFFERENTLY: ReadonlySet<NodeType> = new Set<NodeType>([
  'ArithmeticCommand',
  'ArithmeticExpansion',
  'ExtendedGlob',
  'Unknown',
]);

export const isReadDifferently = (node: SyntaxNode): boolean =>
  READ_DIFFERENTLY.has(node.type) || (node.type === 'ParameterExpansion' && !NAMES_ONE.test(node.text));

/** The beginning of `${name...}`; what begins otherwise is an error, or means more than the parser knows. */
const NAMES_ONE = /^\$\{[!#]?(?:\w+|[@*?$!#-])/;
