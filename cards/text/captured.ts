/** What stands above a picture that was taken for a patient nobody could look up. */

const withNumber = (said: string, number: string): string =>
  number.trim() === '' ? said : `${said} Number: ${number.trim()}.`;

export const captureTexts = {
  unknown: {
    unknown: (number: string) => withNumber('The patient was not known when this was taken.', number),
    newborn: (number: string) => withNumber('Taken of a newborn without an NHS number yet.', number),
    temporary: (number: string) => withNumber('Taken under a temporary number.', number),
  },
} as const;
