/** Said to everybody before the first picture they ever open (DEL-04): whoever looks has the duties of whoever took it. */
export const receiverWords = {
  title: 'Your first picture here: look only where this patient’s care needs it, and keep no copy.',
  more: 'What opening a picture asks of you',
  says: [
    'You owe this patient what whoever took the picture owes them: speak of it only where their care needs it.',
    'No screenshot, no photograph of the screen, no sending on. If you download the original file, you answer for it until it is deleted everywhere.',
    'Whoever posted it sees that it is filed. That you opened it is recorded with your name.',
  ],
  again: 'This stands here until you have opened a picture, and again if these words change.',
} as const;
