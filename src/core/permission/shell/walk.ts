import {
  forEachChild,
  type AndOr,
  type Command,
  type ParsedScript,
  type Redirection,
  type SyntaxNode,
} from 'unbash';
import { BRACKET_DOUBT, doubtOf, isReadDifferently, SETTING_DOUBT, TILDE_DOUBT } from './doubts.ts';
import type { OpenedFile, Part, Places, ShellReading, ShellWord } from './part.ts';
import { either, placesAfter } from './places.ts';
import { isMisread, openedFile } from './redirections.ts';
import { hasBracket, isHomeOfOther, readAssignment, readWord, writtenText } from './words.ts';

interface Walk {
  source: string;
  places: Places;
  isWhole: boolean;
  readonly home: string | undefined;
  readonly parts: Part[];
  readonly files: OpenedFile[];
  readonly doubts: Set<string>;
}

/** Visits a script in the order in which it runs, so that each command is seen in the folder where it would run. */
export function walkScript(
  script: ParsedScript,
  source: string,
  places: Places,
  home: string | undefined,
): ShellReading & { readonly isWhole: boolean } {
  const walk: Walk = { source, places, isWhole: true, home, parts: [], files: [], doubts: new Set() };
  visit(script, walk);
  return { parts: walk.parts, files: walk.files, doubts: [...walk.doubts], isWhole: walk.isWhole };
}

type Visit<N> = (node: N, walk: Walk) => void;
type Visits = { readonly [N in SyntaxNode as N['type']]?: Visit<N> };

const inside: Visit<SyntaxNode> = (node, walk) => {
  forEachChild(node, (child) => visit(child, walk));
};
const insideApart: Visit<SyntaxNode> = (node, walk) => apart(() => inside(node, walk), walk);
const insideAgain: Visit<SyntaxNode> = (node, walk) => again(() => inside(node, walk), walk);

/** What is not just looked into. */
const VISITS: Visits = {
  Script: visitScript,
  Command: visitCommand,
  AndOr: visitAndOr,
  Statement: ({ command }, walk) => maybe(() => visit(command, walk), walk),
  Pipeline: ({ commands }, walk) => commands.forEach((command) => maybe(() => visit(command, walk), walk)),
  Subshell: insideApart,
  CommandExpansion: insideApart,
  ProcessSubstitution: insideApart,
  ArithmeticCommandExpansion: insideApart,
  While: insideAgain,
  For: insideAgain,
  Select: insideAgain,
  ArithmeticFor: insideAgain,
  Redirected: ({ command, redirects }, walk) => {
    redirects.forEach((redirect) => visit(redirect, walk));
    visit(command, walk);
  },
  Redirect: (node, walk) => {
    walk.files.push(...openedFile(node, walk.places));
    if (isMisread(node)) walk.isWhole = false;
    inside(node, walk);
  },
};

function visit(node: SyntaxNode, walk: Walk): void {
  note(node, walk);
  const known = VISITS[node.type] as Visit<SyntaxNode> | undefined;
  (known ?? inside)(node, walk);
}

function note(node: SyntaxNode, walk: Walk): void {
  const { doubts } = walk;
  const doubt = doubtOf(node);
  if (isReadDifferently(node)) walk.isWhole = false;
  if (doubt !== undefined && !isWritten(node)) doubts.add(doubt);
  if (node.type === 'Word' && isHomeOfOther(node.text)) doubts.add(TILDE_DOUBT);
  if (node.type === 'Word' && hasBracket(node)) {
    walk.isWhole = false;
    doubts.add(BRACKET_DOUBT);
  }
  if (node.type === 'HereDoc' && !node.closing) doubts.add('A text in it has no end.');
}

const isWritten = (node: SyntaxNode): boolean =>
  node.type === 'CommandExpansion' && node.script !== undefined && writtenText(node.script) !== undefined;

/** Escaped backticks hold a text of their own, to which their positions refer. */
function visitScript(script: ParsedScript, walk: Walk): void {
  const { source } = walk;
  walk.source = script.source ?? source;
  for (const { message } of script.errors ?? []) {
    walk.isWhole = false;
    walk.doubts.add(`The shell would not understand it: ${message}.`);
  }
  script.commands.forEach((command) => visit(command, walk));
  walk.source = source;
}

function visitCommand(node: Command, walk: Walk): void {
  const words: ShellWord[] = node.name ? [readWord(node.name)] : [];
  const { places } = walk;
  const settings: string[] = [];
  for (const child of node.prefix) if (child.type === 'Assignment') settings.push(child.text);
  for (const child of node.suffix) {
    if (child.type === 'Word') words.push(readWord(child));
    if (child.type === 'Assignment') words.push(readAssignment(child));
  }
  forEachChild(node, (child) => visit(child, walk));
  if (settings.length > 0 && words.length === 0) walk.doubts.add(SETTING_DOUBT);
  const text = walk.source.slice(node.pos, node.end);
  walk.parts.push({ text, settings, words, places, input: inputOf(node.redirects) });
  walk.places = placesAfter(words, places, walk.home);
}

function inputOf(redirects: readonly Redirection[]): string | undefined {
  const texts = redirects.map((redirect) => {
    if (redirect.type === 'HereDoc') return redirect.body.text;
    return redirect.type === 'HereString' && redirect.target ? readWord(redirect.target).value : undefined;
  });
  return texts.every((text) => text === undefined) ? undefined : texts.join('\n');
}

/** After `||` the one before has failed: then a `cd` of it did not happen. */
function visitAndOr({ commands, operators }: AndOr, walk: Walk): void {
  let ever = walk.places;
  commands.forEach((command, index) => {
    if (operators[index - 1] === '||') walk.places = ever;
    visit(command, walk);
    ever = either(ever, walk.places);
  });
  walk.places = ever;
}

/** What may fail, or run in a process of its own: afterwards the folder is the one before or the one after. */
function maybe(run: () => void, walk: Walk): void {
  const { places } = walk;
  run();
  walk.places = either(places, walk.places);
}

function apart(run: () => void, walk: Walk): void {
  const { places } = walk;
  run();
  walk.places = places;
}

/** A loop that moves starts its next round elsewhere. */
function again(run: () => void, walk: Walk): void {
  const { places } = walk;
  run();
  if (walk.places?.join('\n') === places?.join('\n')) return;
  walk.doubts.add('It changes the folder in a loop.');
  walk.places = undefined;
}
