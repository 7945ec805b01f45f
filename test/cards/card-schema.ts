import { Ajv } from 'ajv';

/** The strictest reading of what our cards may be: anything not named here is refused. */
const only = (type: string, required: object, optional: object = {}) => ({
  type: 'object',
  additionalProperties: false,
  required: ['type', ...Object.keys(required)],
  properties: { type: { const: type }, ...required, ...optional },
});
const text = { type: 'string', minLength: 1, maxLength: 400, pattern: '^(?!.*\\$\\{)' };
const title = { type: 'string', minLength: 1, maxLength: 40 };
const version = { const: '1.5' };
const list = (of: string) => ({ type: 'array', minItems: 1, items: { $ref: `#/$defs/${of}` } });

const schema = {
  $ref: '#/$defs/card',
  $defs: {
    card: only(
      'AdaptiveCard',
      {
        version,
        $schema: { const: 'http://adaptivecards.io/schemas/adaptive-card.json' },
        body: list('element'),
        speak: { type: 'string', minLength: 1, maxLength: 2000 },
        fallbackText: text,
      },
      { actions: { ...list('action'), maxItems: 5 } },
    ),
    shown: only(
      'AdaptiveCard',
      { version, body: list('element') },
      { actions: { ...list('execute'), maxItems: 1 } },
    ),
    element: { oneOf: ['richText', 'container', 'choiceSet'].map((one) => ({ $ref: `#/$defs/${one}` })) },
    richText: only('RichTextBlock', { inlines: list('run') }, { spacing: { const: 'small' } }),
    run: only(
      'TextRun',
      { text },
      { weight: { const: 'bolder' }, size: { const: 'medium' }, isSubtle: { const: true } },
    ),
    container: only(
      'Container',
      { items: list('richText') },
      {
        id: { type: 'string', pattern: '^held-[A-Za-z0-9_-]{22}$' },
        style: { enum: ['default', 'good', 'warning'] },
      },
    ),
    choiceSet: only('Input.ChoiceSet', {
      id: { const: 'reason' },
      label: text,
      isRequired: { const: true },
      errorMessage: text,
      style: { const: 'expanded' },
      choices: {
        type: 'array',
        minItems: 4,
        maxItems: 4,
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['title', 'value'],
          properties: { title, value: { type: 'string', pattern: '^[a-z-]+$' } },
        },
      },
    }),
    action: {
      oneOf: ['openUrl', 'execute', 'openDialog', 'showCard'].map((one) => ({ $ref: `#/$defs/${one}` })),
    },
    openUrl: only('Action.OpenUrl', {
      title,
      url: { type: 'string', pattern: '^https?://[A-Za-z0-9.:-]+/[A-Za-z0-9/_-]*$' },
    }),
    execute: { oneOf: [{ $ref: '#/$defs/press' }, { $ref: '#/$defs/signIn' }] },
    press: only(
      'Action.Execute',
      {
        title,
        verb: { enum: ['not-clinical', 'remove-now', 'renew'] },
        data: {
          type: 'object',
          additionalProperties: false,
          required: ['set'],
          properties: { set: { type: 'string', pattern: '^[A-Za-z0-9_-]{22}$' } },
        },
        associatedInputs: { enum: ['auto', 'none'] },
      },
      { style: { const: 'positive' } },
    ),
    signIn: only('Action.Execute', {
      title,
      verb: { const: 'sign-in' },
      associatedInputs: { const: 'none' },
      style: { const: 'positive' },
    }),
    openDialog: only('Action.Submit', {
      title,
      data: { const: { msteams: { type: 'task/fetch' }, verb: 'photo' } },
      associatedInputs: { const: 'none' },
    }),
    showCard: only('Action.ShowCard', { title, card: { $ref: '#/$defs/shown' } }),
  },
};

const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);

/** What our own schema has against a card; empty where nothing. */
export const faultsOf = (card: unknown): readonly string[] =>
  validate(card)
    ? []
    : (validate.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message ?? ''}`);
