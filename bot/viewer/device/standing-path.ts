import type { SetId } from '../../set/ids.ts';

/** Where a page that shows these images asks; `also`: images of other sets on it, each as `<set>.<image>`. */
export const standingPath = (
  { id }: { readonly id: SetId },
  images: readonly { readonly id: string }[],
  also: readonly string[] = [],
): string =>
  `/sets/${id}/standing?images=${images.map((one) => one.id).join(',')}${also.map((one) => `&also=${one}`).join('')}`;
