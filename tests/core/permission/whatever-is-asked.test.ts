import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answersMeant, type Question } from '../../../src/core/permission/index.ts';

const said = (words: string, question: Question): unknown => answersMeant({ words }, [question]);
const ok = (byQuestion: Readonly<Record<string, string>>): object => ({ ok: true, answers: { byQuestion } });
const no = (fault: object): object => ({ ok: false, fault });

const digits = fc.integer({ min: 0, max: 99 }).map(String);
const names = fc.oneof(
  digits,
  fc.string({ minLength: 1 }).map((text) => `${text.replaceAll(',', ';')}!`),
  fc.constantFrom('1,7', '1 2', '7, 9', 'Web, iOS', 'Web', 'web', '１'),
);
const labels = fc.uniqueArray(names, { minLength: 1, maxLength: 6, selector: (name) => name.trim() });
const questions = fc.record({
  question: fc.string({ minLength: 1 }),
  multiSelect: fc.boolean(),
  options: labels.map((all) => all.map((label) => ({ label }))),
});

describe('whatever is asked', () => {
  const placesOf = ({ options }: Question): readonly number[] => options.map((_, n) => n + 1);

  it('a name of an option that is no number is never refused, and means that option', () => {
    fc.assert(
      fc.property(questions, fc.nat(), (question, n) => {
        const { label } = question.options[n % question.options.length] ?? { label: '' };
        fc.pre(!/^\d+$/.test(label));
        expect(said(label, question)).toEqual(ok(Object.fromEntries([[question.question, label]])));
      }),
    );
  });

  it('a number with its sign is the option of that number', () => {
    fc.assert(
      fc.property(questions, (question) => {
        for (const place of placesOf(question)) {
          const { label } = question.options[place - 1] ?? { label: '' };
          expect(said(`#${place}`, question)).toEqual(ok(Object.fromEntries([[question.question, label]])));
        }
      }),
    );
  });

  it('numbers with their signs are never refused where several may be chosen', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const words = placesOf(question).map((place) => `#${place}`);
        expect(said(words.join(','), { ...question, multiSelect: true })).toMatchObject({ ok: true });
      }),
    );
  });

  it('a mere number never chooses one option while another is called so', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const names = question.options.map(({ label }) => label.trim());
        for (const place of placesOf(question)) {
          const n = names.indexOf(String(place));
          const isOther = n >= 0 && n !== place - 1;
          expect(said(String(place), question)).toMatchObject(
            isOther ? no({ code: 'which_option' }) : { ok: true },
          );
        }
      }),
    );
  });

  it('what was understood is understood once more, and is the same, where no option is called by a number', () => {
    fc.assert(
      fc.property(
        questions,
        fc.oneof(digits, fc.string(), fc.constantFrom('1,2', '1 2')),
        (question, words) => {
          const meant = answersMeant({ words }, [question]);
          fc.pre(question.options.every(({ label }) => !/^\d+$/.test(label)));
          if (meant.ok) expect(answersMeant(meant.answers, [question])).toEqual(meant);
        },
      ),
    );
  });

  it('words that hold more than numbers are never refused', () => {
    fc.assert(
      fc.property(questions, fc.string(), (question, words) => {
        expect(said(`it is ${words}`, question)).toMatchObject({ ok: true });
      }),
    );
  });
});
