import { describe, expect, it } from '@jest/globals';
import { CONFIRM } from '../../src/adapters/webhook/messages.ts';
import { shellWords } from '../../src/commands/shell-words.ts';

describe('the words of the service in a shell', () => {
  it('name the configuration that was named', () => {
    expect(shellWords({ message: `Attempt 2 is running. ${CONFIRM} Running.` }, 'my own.yaml')).toBe(
      `Attempt 2 is running. To end it: "greenlight stop --config 'my own.yaml' confirm". Running.`,
    );
  });

  it('say how an option is named, for the shell takes its sign for a comment', () => {
    expect(shellWords({ code: 'which_option', message: 'Say "#1" or "#3".' }, undefined)).toBe(
      `Say "#1" or "#3". In a shell with quotes: "greenlight answer '#1'".`,
    );
  });

  it('are those of the service where there is nothing else to say', () => {
    expect(shellWords({ code: 'paused', message: 'Paused. $& $1' }, undefined)).toBe('Paused. $& $1');
  });
});
