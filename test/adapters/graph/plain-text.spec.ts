import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainText } from '../../../bot/adapters/graph/plain-text.ts';

describe('a message as plain text', () => {
  it.each([
    ['<p>Left heel</p><p>day 3</p>', 'Left heel\nday 3'],
    ['<div>a<br>b</div>', 'a\nb'],
    ['<p><at id="0">Grace Okafor</at>&nbsp;please look</p>', '@Grace Okafor please look'],
    ['5 &lt; 6 &amp;&#x20;7 &#62; 2 &bogus;', '5 < 6 & 7 > 2 &bogus;'],
    ['ok <emoji id="smile" alt="🙂" title="Smile"></emoji>', 'ok 🙂'],
    ['<p>x</p><img src="y"><attachment id="1"></attachment>', 'x'],
    ['&#0;&#1114112;', ''],
    ['', ''],
  ])('reads %j', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  it('gives any typed text back', () => {
    const escape = (text: string): string =>
      text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~£é]{0,80}$/), (text) => {
        expect(plainText(`<p>${escape(text)}</p>`)).toBe(text.trim());
      }),
    );
  });

  it('is quick with hostile markup', () => {
    const started = performance.now();
    plainText('<emoji alt='.repeat(20_000));
    plainText('<'.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
