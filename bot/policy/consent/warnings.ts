import type { ConsentWarning } from '../../set/consent-codes.ts';
import type { ConsentForm } from '../../set/consent.ts';
import type { ConsentFacts } from '../../set/consented.ts';
import type { ConsentCase } from './case.ts';
import { isOutsideAreas, isRetrospective } from './questions-for.ts';

/** CON-19, CON-28, and a patient who lets it be made and not shown: nothing is stopped, a person looks twice. */
export const warningsOn = (form: ConsentForm, of: ConsentCase): readonly ConsentWarning[] => {
  return [
    ...(isRetrospective(form, of) ? (['retrospective'] as const) : []),
    ...(form.answers.care === 'no' ? (['care-not-shared'] as const) : []),
    ...(isOutsideAreas(form, of) ? (['outside-agreed-areas'] as const) : []),
  ];
};

/**
 * Over the images of one series, in order of time (PID-06, H6): the same site changed its side, or the camera that
 * mirrors was used where sides matter. Both are pointed out and answered by a person; neither is corrected unasked.
 */
export const seriesWarnings = (
  series: readonly Pick<ConsentFacts, 'sited' | 'capture'>[],
): readonly { readonly at: number; readonly warning: ConsentWarning }[] =>
  series.flatMap(({ sited, capture }, at) => {
    const before = series
      .slice(0, at)
      .findLast((one) => one.sited?.side !== undefined && one.sited.site === sited?.site)?.sited;
    const changed =
      sited?.side !== undefined && before?.side !== undefined && isOpposite(before.side, sited.side);
    const mirrored = capture?.selfieCamera === true && (sited?.side === 'left' || sited?.side === 'right');
    return [
      ...(changed ? [{ at, warning: 'side-changed' as const }] : []),
      ...(mirrored ? [{ at, warning: 'mirrored-camera' as const }] : []),
    ];
  });

const isOpposite = (one: string, other: string): boolean =>
  (one === 'left' && other === 'right') || (one === 'right' && other === 'left');
