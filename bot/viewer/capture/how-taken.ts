import { ROLES } from '../../policy/roles.ts';
import type { Account } from '../../set/account.ts';
import type { Capture } from '../../set/capture.ts';
import type { SentDevice, SentImage } from './contract.ts';

/**
 * Who took it and with what (META-06, META-08): known where the page's own camera took it, for the page runs on the
 * phone of whoever is signed in; of everything else it is what was pressed. Medical Illustration says so by its role.
 */
export const howTaken = (
  from: SentImage['from'],
  device: SentDevice | undefined,
  { person, roles }: Account,
): Pick<Capture, 'takenBy' | 'mode' | 'device' | 'source'> => {
  const isOfPage = from === 'camera' || from === 'teams';
  if (device === 'patient' && !isOfPage)
    return { takenBy: { who: 'patient' }, mode: 'patient-phone', device, source: 'patient-asked' };
  const staff = { takenBy: { who: 'staff', person }, source: 'staff' } as const;
  const owner = ownerOf(device, isOfPage);
  const isCamera = device === 'trust-camera' && !isOfPage;
  const mode = roles.includes(ROLES.illustration)
    ? 'medical-illustration-bedside'
    : isCamera
      ? 'clinician-camera'
      : 'clinician-phone';
  return { ...staff, mode, ...(owner === undefined ? {} : { device: owner }) };
};

/** Nobody is signed in on a patient's phone. */
const ownerOf = (device: SentDevice | undefined, isOfPage: boolean): Capture['device'] => {
  if (device === 'patient' && isOfPage) return undefined;
  return device === 'trust-camera' ? 'trust' : device;
};
