/** Sizes, spaces and colours of the bot's cards, near to those of Teams' light theme. Contrast at least 4.5:1. */

const text = '#242424';
const faint = '#565656';
const white = '#ffffff';

/**
 * @param {string} usual
 * @param {string} subtle
 */
const colour = (usual, subtle) => ({ default: usual, subtle });

const foregroundColors = {
  default: colour(text, faint),
  dark: colour(text, faint),
  light: colour(white, '#e6e6e6'),
  accent: colour('#0d4f5c', '#0d4f5c'),
  good: colour('#0e5c2f', '#0e5c2f'),
  warning: colour('#7a4300', '#7a4300'),
  attention: colour('#a4262c', '#a4262c'),
};

/** @param {string} backgroundColor */
const container = (backgroundColor) => ({ backgroundColor, foregroundColors });

export const cardLook = {
  fontFamily: 'inherit',
  fontSizes: { small: 13, default: 14.5, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 300, default: 400, bolder: 650 },
  lineHeights: { small: 18, default: 21, medium: 23, large: 25, extraLarge: 29 },
  spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#d6d9db' },
  supportsInteractivity: true,
  imageSizes: { small: 40, medium: 64, large: 128 },
  containerStyles: {
    default: container(white),
    emphasis: container('#f1f4f5'),
    accent: container('#e3f0f2'),
    good: container('#e6f3ea'),
    warning: container('#fdf3dc'),
    attention: container('#fbe9ea'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    showCard: { actionMode: 'inline', inlineTopMargin: 10, style: 'emphasis' },
  },
  factSet: { spacing: 12, title: { weight: 'bolder', wrap: true, maxWidth: 180 }, value: { wrap: true } },
  textBlock: { headingLevel: 3 },
};
