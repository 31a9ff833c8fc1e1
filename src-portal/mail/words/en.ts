import type { RmaLineState } from '#shared/domain/rma-line.ts'
import type { MailWords } from './index.ts'

/** Of a device. */
const RMA_STATES: Record<RmaLineState, string> = {
  requested: 'registered for repair',
  approved: 'accepted, you may send it',
  in_transit: 'on its way to us',
  received: 'received',
  diagnosing: 'in diagnosis',
  awaiting_approval: 'waiting for your approval of the costs',
  repairing: 'in repair',
  repaired: 'repaired',
  replaced: 'replaced',
  rejected: 'will not be repaired',
  shipped: 'shipped',
  closed: 'closed',
}

export const en: MailWords = {
  greeting: 'Hello,',
  signature: ['Kind regards,', 'Špica international d.o.o.'],
  replyAbove: '— Write your reply above this line —',
  replyWelcome: 'You can answer this message: your answer and its attachments will be added to the case as a note.',
  noReply: 'Please do not answer this message. Add a note on the portal, where all communication takes place.',
  notYou: 'If you did not ask for this, ignore this message. Nothing changes without you.',
  validUntil: (when) => `The link is valid until ${when} and works once.`,
  dateTime: (date, time) => `${date} at ${time}`,
  noAnswer: (email, phone) =>
    `Please do not reply to this message. If you have questions, write to ${email} or call ${phone}.`,

  invitation: {
    subject: 'Welcome to the Špica portal!',
    intro: 'You have been invited to the Špica portal.',
    activate: 'Activate your access',
    byHand: 'If the link does not work, open the page that confirms your access and enter the invitation code by hand:',
    byHandLink: 'Page to confirm your access',
    codeLabel: 'Invitation code:',
    expires: (when) => `The invitation is valid until ${when} and works once. Do not pass the code on.`,
  },
  registrationReceived: {
    subject: 'We have received your registration for the Špica portal',
    intro:
      'Thank you for registering for the Špica portal. We will check your details and send you an invitation by e-mail, with a link that activates your access.',
    next: 'You do not have to do anything for now.',
    notYou: 'If you did not register, ignore this message.',
  },
  registrationKnown: {
    subject: 'Registration for the Špica portal',
    intro: 'We have received a registration with your e-mail address, which has access to the Špica portal already.',
    signIn: 'Sign in',
    forgot: 'Forgotten your password?',
    notYou: 'If you did not register, ignore this message; your access stays as it is.',
  },
  registrationQuestion: {
    subject: 'A question about your registration for the Špica portal',
    intro: 'We have a question about your registration for the Špica portal:',
    answer: 'Answer the question',
  },
  registrationRejected: {
    subject: 'Your registration for the Špica portal',
    intro: 'We are sorry that we could not approve your registration for the Špica portal.',
    reason: 'Reason:',
  },
  passwordReset: {
    subject: 'Reset your password for the Špica portal',
    asked: 'We have received a request to reset your password for the Špica portal.',
    agent: 'Here is a link to set a new password for the Špica portal.',
    migrated:
      'The Špica portal has been renewed. Set a new password before you sign in for the first time; your user name is your e-mail address.',
    set: 'Set a new password',
  },
  passwordChanged: {
    subject: 'Your password for the Špica portal has been changed',
    intro: 'The password of your access to the Špica portal has been changed.',
    notYou: 'If it was not you, reset your password at once and tell us.',
    reset: 'Reset the password',
  },
  emailConfirm: {
    subject: 'Confirm your e-mail address for the Špica portal',
    intro: 'Please confirm that this is your new e-mail address for the Špica portal. Until then the old one stays.',
    confirm: 'Confirm the address',
  },
  emailChangeAsked: {
    subject: 'A request to change your e-mail address in the Špica portal',
    intro: (address: string) =>
      `We have received a request to change the e-mail address of your access to the Špica portal to ${address}.`,
    until: 'The change takes effect only when the new address is confirmed; until then this one stays.',
    notYou:
      'If it was not you, somebody knows your password: reset it at once, which ends the request as well, and tell us.',
    reset: 'Reset the password',
  },
  emailChanged: {
    subject: 'Your e-mail address in the Špica portal has been changed',
    intro:
      'The e-mail address of your access to the Špica portal has been changed. We will not write to this address any more.',
    notYou: 'If it was not you, tell us as soon as you can.',
  },
  deletionRequested: {
    subject: 'We have received your request to delete your account',
    intro:
      'We have received your request to delete your account on the Špica portal. We will look at it and answer you by e-mail, within a month at the latest.',
    takeBack:
      'Until then you can use the account as before. If you change your mind, take the request back in your profile:',
    profile: 'My profile',
    notYou: 'If it was not you, take the request back, change your password and tell us.',
  },
  deletionRefused: {
    subject: 'Our answer to your request to delete your account',
    intro:
      'We are sorry that we cannot delete your account on the Špica portal as you asked. The account stays as it is.',
    reason: 'Reason:',
    again:
      'You can ask again in your profile. If you do not agree, you can lodge a complaint with the Information Commissioner of Slovenia.',
  },
  accountDeleted: {
    subject: 'Your account on the Špica portal has been deleted',
    intro:
      'As you asked, we have deleted your account on the Špica portal and your personal data. Signing in is not possible any more.',
    stays: 'The cases that you opened are kept without your name. This is the last message to this address.',
  },
  deletionHelpDesk: {
    subject: (name, company) => `Request for deletion – ${name}, ${company}`,
    intro: 'A customer asks for the account and the personal data to be deleted:',
    asked: 'Asked',
    decide:
      'The request waits in the desktop application on the page Registrations, under Deletion requests. It must be answered within a month.',
  },

  case: {
    newSubject: (number, title) => `${number}: case received – ${title}`,
    newIntro: (number) =>
      `We have received your case under the number ${number}. Our help desk will look at it and assign it to the most suitable person. We will write to you at every change.`,
    enteredFor: (number) => `We have opened the case ${number} for you. We will write to you at every change.`,
    costs: 'We will tell you about possible costs through the portal before any work is done.',
    changedSubject: (number, what, title) => `${number}: ${what} – ${title}`,
    changedIntro: 'There has been a change in your case:',
    changedIntroMany: 'There have been several changes in your case:',
    manyChanges: (count) => `${count} changes`,
    open: 'Open the case',
    number: 'Case number',
    title: 'Title',
    type: 'Type',
    types: { support: 'Support', rma: 'Repair (RMA)' },
    status: 'Status',
    owner: 'Your case is with',
    nobody: 'nobody yet; the help desk will assign it to the most suitable person',
    description: 'Description',
    files: (names) => `Attachments: ${names}`,
    moreOnPortal: 'The whole text is on the portal.',
    noWords: '(no text)',
  },
  change: {
    note: 'New note',
    status: (status) => `New status: ${status}`,
    owner: (name) => `The case is now with ${name}`,
    nobody: 'The case has no owner at the moment',
    title: (title) => `New title: ${title}`,
    description: 'The description has been changed',
    merged: (number) =>
      `We have merged this case into case ${number}. The whole conversation is there now, and goes on there.`,
    mergedUnseen:
      'We handle this case together with another one and close it as one of its own. You can still answer us.',
    unmerged: 'We handle this case as one of its own again',
    estimate: {
      open: 'An estimate waits for your answer',
      approved: 'The estimate has been approved',
      declined: 'The estimate has been declined',
      withdrawn: 'The estimate has been withdrawn',
      expired: 'The estimate has expired',
    },
    rma: (number, serialNumber, to) => `${number}, device ${serialNumber}: ${RMA_STATES[to]}`,
    short: {
      note: 'new note',
      status: (status) => `new status “${status}”`,
      owner: (name) => `now with ${name}`,
      nobody: 'no owner',
      title: 'new title',
      description: 'description changed',
      merged: 'merged into another case',
      unmerged: 'a case of its own again',
      estimate: {
        open: 'an estimate waits for your answer',
        approved: 'estimate approved',
        declined: 'estimate declined',
        withdrawn: 'estimate withdrawn',
        expired: 'estimate expired',
      },
      rma: (serialNumber, to) => `device ${serialNumber}: ${RMA_STATES[to]}`,
    },
    by: { you: 'you', agent: (name) => `${name}, Špica`, system: 'automatically' },
  },
  estimate: {
    net: 'Total without VAT',
    vat: (rate) => `VAT ${rate}%`,
    gross: 'Total with VAT',
    validUntil: 'Valid until',
    answer: 'Answer the estimate',
  },
  rma: {
    number: 'RMA number',
    serialNumber: 'Serial number',
    model: 'Model',
    newSerialNumber: 'Serial number of the new device',
    carrier: 'Carrier',
    trackingNumber: 'Tracking number',
    reason: 'Reason:',
    writeNumber: (number) => `Please write the number ${number} on the parcel.`,
  },
  helpDesk: {
    subject: (number, title) => `New case ${number} – ${title}`,
    intro: 'There is a new case on the portal:',
    company: 'Company',
    contact: 'Customer',
    email: 'E-mail',
    phone: 'Phone',
    serialNumber: 'Serial number',
    reference: "Customer's reference",
    systemId: 'Customer system ID',
    warranty: 'Warranty repair',
    yes: 'yes',
    no: 'no',
    answer: 'Answer in the desk; an answer to this message does not reach the customer.',
    signature: ['Špica portal'],
  },
}
