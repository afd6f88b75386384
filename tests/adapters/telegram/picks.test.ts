import { describe, expect, it } from '@jest/globals';
import { createPicks, ticked } from '../../../src/adapters/telegram/picks.ts';

const first = { question: 0, option: 0 };
const second = { question: 0, option: 1 };
const other = { question: 1, option: 0 };

describe('ticks', () => {
  it('stand in the buttons of a message', () => {
    const buttons = ['1:untick:g:0:1', '1:tick:g:0:0', '1:answer:g', 'whatever', '1:untick:g:1:0'];
    expect(createPicks().of(7, buttons)).toEqual([second, other]);
    expect(createPicks().of(7)).toEqual([]);
  });

  it('are known better by who set them last, until that fails', () => {
    const picks = createPicks();
    picks.keep(7, [first]);
    expect(picks.of(7, ['1:untick:g:0:1'])).toEqual([first]);
    expect(picks.of(8, ['1:untick:g:0:1'])).toEqual([second]);
    picks.forget(7);
    expect(picks.of(7, ['1:untick:g:0:1'])).toEqual([second]);
  });

  it('of old messages are forgotten', () => {
    const picks = createPicks();
    for (let message = 0; message <= 51; message += 1) picks.keep(message, [first]);
    expect(picks.of(1)).toEqual([]);
    expect(picks.of(2)).toEqual([first]);
    picks.keep(2, [second]);
    picks.keep(52, [first]);
    expect(picks.of(2)).toEqual([second]);
    expect(picks.of(3)).toEqual([]);
  });

  it('are as many as a question takes', () => {
    const on = { isOn: true };
    expect(ticked([first, other], second, { ...on, multiSelect: true })).toEqual([first, other, second]);
    expect(ticked([first, other], second, { ...on, multiSelect: false })).toEqual([other, second]);
    expect(ticked([first], first, { ...on, multiSelect: true })).toEqual([first]);
    expect(ticked([first, other], first, { isOn: false, multiSelect: true })).toEqual([other]);
    expect(ticked([other], first, { isOn: false, multiSelect: false })).toEqual([other]);
  });
});
