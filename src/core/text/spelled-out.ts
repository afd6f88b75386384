/** Whatever is not seen as it is: controls, format characters, odd blanks and fillers, halves of pairs; but the mark that makes an emoji one. */
const DECEIVERS =
  /(?!\ufe0f)\p{Default_Ignorable_Code_Point}|[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u2800]|(?! )\p{Zs}/u;

/** Whether a text holds what a person would not see on a card, or not as it is; line breaks and tabs are plain. */
export const deceives = (text: string): boolean => DECEIVERS.test(text.replace(/[\n\t]/g, ' '));

const EVERY = new RegExp(DECEIVERS.source, 'gu');

/** The same text with such characters spelled out. */
export const spelledOut = (text: string): string =>
  text.replace(EVERY, (mark) => (deceives(mark) ? `⟨U+${codeOf(mark)}⟩` : mark));

const codeOf = (character: string): string =>
  Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0');
