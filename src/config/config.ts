import type { OperatorName } from '../core/operator/index.ts';
import type { PermissionRules } from '../core/permission/index.ts';
import type { QuietHours } from './quiet-hours.ts';

/** The operator's settings, complete and checked; every path is absolute. */
export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  /** Who may read the metrics. */
  readonly metrics: 'loopback' | 'any';
  /** A proxy in front tells the address of a client. */
  readonly trustProxy: boolean;
}

export interface Config {
  readonly project: {
    readonly name: string;
    /** Where Claude works. */
    readonly directory: string;
  };
  readonly orchestrator: {
    readonly approvalMode: 'required' | 'auto' | 'manual';
    readonly checkpointAfter: readonly string[];
    readonly autoApprove: readonly string[];
  };
  readonly claude: {
    /** Program and fixed arguments. */
    readonly command: readonly string[];
    readonly flags: readonly string[];
    /** `skip`, `ask`, or a permission mode of the CLI. */
    readonly permissions: string;
    /** How long an attempt stays alive for the answer to a question. */
    readonly askWaitMs: number;
    /** Tasks of these types are planned first unless they say otherwise. */
    readonly planFirst: readonly string[];
    readonly timeoutMs: number;
    readonly silenceMs: number;
    readonly sandboxed: boolean;
    readonly trustProject: boolean;
    readonly model?: string | undefined;
    readonly maxTurns?: number | undefined;
    readonly maxBudgetUsd?: number | undefined;
  };
  /** What is allowed, asked and denied while `claude.permissions` is `ask`. */
  readonly permissions: PermissionRules;
  readonly limits: {
    /** Whether the conversation goes on by itself after a usage limit or passing trouble of the API. */
    readonly autoResume: boolean;
    /** How long trouble of the API may last. */
    readonly giveUpMs: number;
    /** Of one request, by the CLI itself. */
    readonly cliRetries: number;
  };
  /** Undefined: no limit. */
  readonly budget: {
    readonly sessionUsd?: number | undefined;
    readonly dayUsd?: number | undefined;
  };
  readonly verify: {
    /** For each command. */
    readonly timeoutMs: number;
  };
  readonly git: {
    /** Whether each approved result becomes a commit. */
    readonly commit: boolean;
    readonly keepCheckpointsMs: number;
  };
  /** Undefined: no token, no bot. */
  readonly telegram?: TelegramConfig | undefined;
  readonly reminders: {
    /** Undefined: none. */
    readonly firstMs?: number | undefined;
    readonly quietHours?: QuietHours | undefined;
  };
  /** Undefined: no webhook receiver. */
  readonly server?: ServerConfig | undefined;
  readonly webhooks: {
    readonly secret?: string | undefined;
    readonly signature: 'optional' | 'required';
    /** Where notifications are POSTed; undefined: nowhere. */
    readonly notifyUrl?: string | undefined;
  };
  /** Undefined: nobody is told that the service lives. */
  readonly heartbeat?: { readonly url: string; readonly everyMs: number } | undefined;
  readonly shutdown: {
    /** What becomes of a running attempt when the service is told to end. */
    readonly attempt: 'leave' | 'wait' | 'stop';
  };
  readonly paths: {
    readonly tasksDir: string;
    readonly logsDir: string;
    readonly stateFile: string;
    /** The configuration itself and the variables beside it; they need not exist. */
    readonly settings: readonly string[];
  };
  readonly logging: {
    readonly level: LogLevel;
    readonly format: 'text' | 'json';
    /** Whether the readable log of each task is written. */
    readonly taskLogs: boolean;
    readonly keepDays: number;
  };
}

export interface TelegramConfig {
  readonly token: string;
  readonly chatId?: number | undefined;
  /** The users who may give commands; empty when none is named and the chat is not a private one. */
  readonly operators: readonly number[];
  /** The topic of a group that messages go to. */
  readonly topicId?: number | undefined;
  readonly apiRoot?: string | undefined;
  readonly timezone?: string | undefined;
  /** Undefined: all are offered and accepted. */
  readonly commands?: readonly OperatorName[] | undefined;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
