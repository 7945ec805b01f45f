// Kind eyes: one sentence if a photograph may not serve, while the patient is still there. It never stops anybody.
/** @import { Now } from './capture-now.js' */
/** @import { Shot } from './hold-shots.js' */
import { asStrictAs, isOfPaper } from '../../../policy/quality.js';
import { judgePicture } from './measure.js';
import { onPress, onStep, part, say, show, words } from './on-page.js';

/** @param {Now} now */
export function lookAtQuality(now) {
  let about = '';
  const hide = () => {
    about = '';
    show('quality', false);
  };
  onPress('retake-last', () => {
    const image = about;
    hide();
    void now.shots.discard(image);
  });
  onPress('use-anyway', hide);
  onStep(hide);
  return async (/** @type {Shot} */ shot) => {
    if (!shot.facts.mediaType.startsWith('image/')) return;
    const isPaper = now.consent === 'not-needed' || isOfPaper(shot.facts.subject);
    const subject = isPaper ? 'chart-or-document' : shot.facts.subject;
    const codes = await flawsOf(shot, asStrictAs(now.purpose ?? 'extent', subject));
    if (codes === undefined) return;
    // Used all the same, unless it is taken again.
    now.shots.describe(shot.image, { quality: { codes, overridden: codes.length > 0 } });
    const [first] = codes;
    if (first === undefined) return;
    about = shot.image;
    say('quality-words', (isPaper ? words.retakePaper : words.retake)[first] ?? '');
    show('scale-tip', first === 'blurred' && !isPaper);
    // The sentence stands first: it is about the photograph, while the patient is here.
    part('tips').removeAttribute('open');
    show('quality', true);
  };
}

/**
 * @param {Shot} shot
 * @param {import('../../../set/subject.ts').Purpose} purpose more is asked of what shall tell what it is (QUAL-05)
 */
async function flawsOf({ bytes, facts }, purpose) {
  try {
    const picture = await createImageBitmap(new Blob([bytes], { type: facts.mediaType }));
    const { codes } = await judgePicture(picture, purpose);
    picture.close();
    return codes;
  } catch {
    // A kind of picture that this browser cannot show: it is judged once it is in custody.
    return undefined;
  }
}
