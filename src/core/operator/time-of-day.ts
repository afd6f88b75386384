/** A time as clocks show it: `9:00` or `09:00`. */
export const TIME_OF_DAY = /^(?:[01]?\d|2[0-3]):[0-5]\d$/;

/** Always `09:00`, so that comparing texts compares times. */
export const paddedTime = (time: string): string => time.padStart('09:00'.length, '0');
