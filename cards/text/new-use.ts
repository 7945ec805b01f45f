/** The page on which a patient is asked about a use nobody had asked about (CON-22). */
export const newUseWords = {
  link: 'Ask the patient about another use',
  linkWaiting: 'The patient is to be asked about another use',
  title: 'Ask the patient about another use',
  intro:
    'This picture may be used for what the patient agreed to, and for nothing else. Another use needs its own consent, in writing, before it begins.',
  which: 'What is it wanted for?',
  ask: 'Note that the patient is to be asked',
  asked: 'It is on your list. Nothing may be used until the patient has answered.',
  answerTitle: 'What did the patient say?',
  read: 'Show the patient each sentence, then let them answer it.',
  yes: 'Yes',
  no: 'No',
  statements: 'By signing, the patient says:',
  told: 'How was it explained?',
  tellings: {
    'read-on-screen': 'They read it on the screen',
    'read-aloud': 'I read it aloud',
    interpreter: 'Through an interpreter',
  },
  note: 'Note of your conversation',
  sign: 'Signature',
  clear: 'Clear the signature',
  printedName: 'Name of whoever signs, in print',
  record: 'Record the signed answers',
  age: 'How old is the patient?',
  declinedDone: 'Recorded. What was agreed before still stands. The patient’s care is not affected.',
  nothing: {
    title: 'There is nothing to ask about here',
    whatToDo:
      'A picture can be used for more only where the patient agreed to it being made, it is not restricted, and they have not taken that use back.',
  },
} as const;
