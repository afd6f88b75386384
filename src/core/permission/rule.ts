import { nearestName } from '../text/nearest.ts';
import { faultOfPattern } from './paths/path-pattern.ts';
import { isEditing, isReading, isRunning, TOOLS } from './tool-names.ts';

/** One rule in the CLI's own notation, e.g. `Bash(npm test:*)`. */
export interface Rule {
  readonly text: string;
  readonly tool: string;
  readonly specifier?: string | undefined;
}

export interface PermissionRules {
  readonly allow: readonly Rule[];
  readonly ask: readonly Rule[];
  readonly deny: readonly Rule[];
}

export type RuleReading =
  { readonly ok: true; readonly rule: Rule } | { readonly ok: false; readonly sentence: string };

const FORM = /^([^()\s]+)(?:\((.*)\))?$/s;
const MCP = /^mcp__[\w.-]+?(?:__[\w.*-]+)?$/;
const DOMAIN = /^domain:(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i;

const LONGEST_SHOWN = 80;

/** A rule from its text: `Bash(npm test:*)`, `Edit(src/**)`, `WebFetch(domain:example.com)`, `mcp__server__tool`, `WebSearch`. */
export function readRule(text: string): RuleReading {
  const [, tool, specifier] = FORM.exec(text) ?? [];
  if (tool === undefined || /[\p{Cc}\p{Cf}]/u.test(text)) {
    return fault(text, 'is not a rule', 'a tool, or a tool with what it may be used for in parentheses');
  }
  const sentence = tool.startsWith('mcp__')
    ? faultOfMcp(text, tool, specifier)
    : faultOf(text, tool, specifier);
  if (sentence !== undefined) return { ok: false, sentence };
  return { ok: true, rule: specifier === undefined ? { text, tool } : { text, tool, specifier } };
}

function faultOfMcp(text: string, tool: string, specifier: string | undefined): string | undefined {
  if (MCP.test(tool) && specifier === undefined) return undefined;
  const expected = '`mcp__server`, `mcp__server__tool` or `mcp__server__*`, without parentheses';
  return said(
    text,
    'names a tool of an MCP server in a form that is not known',
    expected,
    'mcp__github__get_issue',
  );
}

function faultOf(text: string, tool: string, specifier: string | undefined): string | undefined {
  if (!TOOLS.includes(tool)) return unknownTool(text, tool);
  if (specifier === undefined) return undefined;
  if (specifier.trim() === '') {
    return said(text, 'has nothing in its parentheses', `\`${tool}\` alone for every use of it`, tool);
  }
  if (isRunning(tool)) return faultOfCommand(text, specifier);
  if (isEditing(tool) || isReading(tool)) return faultOfPath(text, tool, specifier);
  if (tool === 'WebFetch') return faultOfDomain(text, specifier);
  return said(text, `says more than \`${tool}\` takes`, `\`${tool}\` without parentheses`, tool);
}

function unknownTool(text: string, tool: string): string {
  const near = nearestName(tool, TOOLS);
  const meant = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return `${said(text, `names no tool that is known: \`${clip(tool)}\``, 'a tool of the Claude CLI', 'Bash(npm test:*)')}${meant}`;
}

/** `:*` stands at the end only: anywhere else it would be looked for as it is written, and never found. */
function faultOfCommand(text: string, specifier: string): string | undefined {
  return /:\*./s.test(specifier)
    ? said(
        text,
        'has `:*` before its end',
        '`:*` at the end, or `*` where anything may stand',
        'Bash(git commit *)',
      )
    : undefined;
}

function faultOfPath(text: string, tool: string, specifier: string): string | undefined {
  const fault = faultOfPattern(specifier);
  return fault && said(text, fault.found, fault.expected, `${tool}(${fault.example})`);
}

function faultOfDomain(text: string, specifier: string): string | undefined {
  return DOMAIN.test(specifier)
    ? undefined
    : said(text, 'names no domain', '`domain:` and a host name', 'WebFetch(domain:example.com)');
}

function said(text: string, found: string, expected: string, example: string): string {
  return `\`${clip(text)}\` ${found}: expected ${expected}, e.g. \`${example}\`.`;
}

const fault = (text: string, found: string, expected: string): RuleReading => ({
  ok: false,
  sentence: said(text, found, expected, 'Bash(npm test:*)'),
});

const clip = (text: string): string => {
  const shown = text.replace(/[\p{C}\s]+/gu, ' ');
  return shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown;
};
