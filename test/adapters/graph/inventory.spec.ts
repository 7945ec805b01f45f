import { describe, expect, it } from '@jest/globals';
import { hostedIn, inventory } from '../../../bot/adapters/graph/inventory.ts';

const graph = 'https://graph.microsoft.com/v1.0/teams/t/channels/c/messages/1/hostedContents';
const image = (id: string, more = ''): string =>
  `<p><img ${more} src="${graph}/${id}/$value" alt="image"></p>`;
const message = (content: string, attachments: readonly object[] = []) => ({
  body: { content },
  attachments,
});

describe('what a message shows', () => {
  it('is every picture inside it, each once and in order', () => {
    expect(hostedIn(`${image('aWQ9MQ==')}<b>x</b>${image('aWQ9Mg')}${image('aWQ9MQ==')}`)).toEqual([
      'aWQ9MQ==',
      'aWQ9Mg',
    ]);
    expect(hostedIn(image('aWQ9MQ%3D%3D'))).toEqual(['aWQ9MQ==']);
  });

  it('is no Giphy, sticker, emoji or picture from the web', () => {
    const decorations = [
      '<img src="https://media4.giphy.com/media/x/giphy.gif" itemtype="http://schema.skype.com/Giphy">',
      image('c3RpY2tlcg', 'itemtype="http://schema.skype.com/Sticker"'),
      image('ZW1vamk', 'itemtype="http://schema.skype.com/Emoji"'),
      '<emoji id="smile" alt="🙂" title="Smile"></emoji>',
      '<img src="https://example.org/a.png">',
    ];
    expect(inventory(message(decorations.join('')))).toEqual([]);
  });

  it('is every file beside it, whatever its name', () => {
    const file = (name: string) => ({
      contentType: 'reference',
      contentUrl: `https://trust.sharepoint.com/sites/w/${name}`,
      name,
    });
    const found = inventory(message('', [file('heel.jpg'), file('notes'), file('scan.pdf')]));
    expect(found.map((one) => one.name)).toEqual(['heel.jpg', 'notes', 'scan.pdf']);
    expect(found[0]?.ref).toEqual({
      kind: 'share',
      share: `u!${Buffer.from('https://trust.sharepoint.com/sites/w/heel.jpg').toString('base64url')}`,
    });
  });

  it('is what a forwarded message shows', () => {
    const content = JSON.stringify({ originalMessageContent: image('Zm9yd2FyZGVk') });
    expect(inventory(message('', [{ contentType: 'forwardedMessageReference', content }]))).toEqual([
      { ref: { kind: 'inline', hostedContent: 'Zm9yd2FyZGVk' } },
    ]);
  });

  it('is no card, code snippet or broken attachment', () => {
    const attachments = [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: '{}' },
      { contentType: 'application/vnd.microsoft.card.codesnippet', content: '{"codeSnippetUrl":"x"}' },
      { contentType: 'reference' },
      { contentType: 'forwardedMessageReference', content: 'no json' },
    ];
    expect(inventory(message('x', attachments))).toEqual([]);
    expect(inventory(undefined)).toEqual([]);
  });

  it('is found in time however the text is made', () => {
    const started = performance.now();
    hostedIn(`<img ${'src="/hostedContents/'.repeat(20_000)}`);
    hostedIn('<img '.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
