import type { Page } from 'playwright-core';
import type { Patient } from '../../bot/local/demonstration/patients.ts';

/** On the page that files: exactly these images, by their place in the message. */
export const chooseImages = async (page: Page, wanted: readonly number[]): Promise<void> => {
  for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
  for (const at of wanted) await page.getByRole('checkbox', { name: `Image ${at} of ` }).check();
};

/** Types number and date of birth (the patient's own, unless another day is given) and looks them up. */
export const findPatient = async (
  page: Page,
  patient: Patient,
  birthDate = patient.birthDate,
): Promise<void> => {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  await page.getByLabel('NHS number').fill(patient.nhsNumber);
  await page.getByLabel('Day').fill(day);
  await page.getByLabel('Month').fill(month);
  await page.getByLabel('Year').fill(year);
  await page.getByRole('button', { name: 'Find patient' }).click();
  await page.waitForLoadState();
};

/** "This is the right patient": comes back to the images. */
export const confirmPatient = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'This is the right patient' }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
};
