import type { Scenario } from './scenario.ts'

export const englishScenarios: readonly Scenario[] = [
  {
    id: 'en-terminal-offline',
    caseType: 'support',
    device: 'terminal',
    titles: [
      'Terminal {serial} is offline',
      'No events from terminal {model}',
      'Terminal lost its connection to the server',
    ],
    descriptions: [
      'Our terminal {model} (S/N {serial}) has been offline since {date}. Employees can still register, but nothing reaches the server.',
      'The terminal at the main entrance shows a crossed-out network icon. Its address is {ip}. Please advise.',
    ],
    questions: [
      [
        'Could you check whether the terminal answers to ping from the server, and whether port {port} is open?',
        'Ping works, the port seems to be closed. Our IT department is looking into it.',
      ],
      ['Has anything changed in your network recently?', 'Yes, the firewall was replaced last week.'],
    ],
    internal: [
      'Firewall at the customer, same as last year. Wait for their IT.',
      'Firmware {firmware} is old, suggest an upgrade to {newFirmware} in the same session.',
    ],
    solutions: [
      'The port was blocked by the new firewall. The terminal is online again and all stored events have been transferred.',
      'We corrected the gateway address on the terminal. It is connected and no events were lost.',
    ],
  },
  {
    id: 'en-door',
    caseType: 'support',
    device: 'controller',
    visit: true,
    titles: ['Door does not lock', 'Controller {serial} unreachable', 'Trouble with controller {serial}'],
    descriptions: [
      'The warehouse door stays unlocked all day although the schedule says otherwise. Controller: {model}, S/N {serial}.',
      'Since the power cut the controller does not receive changes any more. Existing cards still work.',
    ],
    questions: [
      [
        'Is there a permanent-open command active for this door? Please check under Doors > Commands.',
        'We do not see any command there.',
      ],
      ['How many times does the red light on the controller blink?', 'Three times, then a pause.'],
    ],
    internal: [
      'Relay contact may be welded. A technician should take a spare controller along.',
      'Three blinks: certificate problem after the clock was reset.',
    ],
    solutions: [
      'The relay was replaced on site and the door was tested with three cards.',
      'We renewed the security key of the controller; it is online and up to date.',
    ],
  },
  {
    id: 'en-overtime',
    caseType: 'support',
    titles: ['Overtime is not calculated', 'Night shift is split over two days', 'Time sheet of employee {employee}'],
    descriptions: [
      'Overtime after 4 pm is missing in the time sheet of employee {employee}. Colleagues in the same group are fine.',
      'Hours worked after midnight are booked on the following day. We would like to have them on the day when the shift began.',
    ],
    questions: [
      [
        'Which schedule is assigned to the employee on {date}? A screenshot would help.',
        'The screenshot is attached. It is the standard office schedule.',
      ],
      ['Is the period already closed?', 'Not yet, we close it at the end of the week.'],
    ],
    internal: [
      'The approval was entered after the calculation had run.',
      'Day boundary is at midnight; for three shifts it should be 5:00.',
    ],
    solutions: [
      'The day was recalculated after the approval; the overtime is now included in the balance.',
      'We moved the day boundary to 5:00 and recalculated the period. Please check a few employees.',
    ],
  },
  {
    id: 'en-export',
    caseType: 'support',
    titles: ['Export to payroll: wrong format', 'Employees missing in the export file', 'Payroll export fails'],
    descriptions: [
      'The export file is rejected by our payroll software with an error in line {many}. It worked last month.',
      'Several employees are missing in the export, mostly those who joined this month.',
    ],
    questions: [
      ['Please attach the exported file and the error message.', 'Both files are attached.'],
      ['Do the missing employees have a payroll number?', 'You are right, it is empty for some of them.'],
    ],
    internal: [
      'The new payroll version requires a cost centre in column 7.',
      'Filter excludes contracts that ended within the month.',
    ],
    solutions: [
      'We adapted the export template to the new format. Please run the export again.',
      'After the payroll numbers were added, all employees are in the file.',
    ],
  },
  {
    id: 'en-licence',
    caseType: 'support',
    titles: ['Licence expired', 'Licence file for a new server', 'Licence question'],
    descriptions: [
      'The program says that the licence will expire in {many} days. Our maintenance contract has been renewed.',
      'We have moved the software to a new server and activation fails with error {error}.',
    ],
    questions: [
      ['Please send us the system identification number, to be found under Help > About.', 'It is {system}.'],
      ['Is the old server switched off?', 'Yes, since last week.'],
    ],
    internal: ['Contract confirmed, issue a new file.', 'Release the old activation first.'],
    solutions: [
      'The new licence file was sent to your e-mail address. Import it under Help > Licence.',
      'We released the old activation. Please activate again, it should succeed now.',
    ],
  },
  {
    id: 'en-mobile',
    caseType: 'support',
    titles: ['Mobile app: sign-in fails', 'Mobile registration without location', 'Question about the mobile app'],
    descriptions: [
      'After the latest update nobody can sign in to the mobile app. The web page works.',
      'Registrations of field staff have no location although GPS is switched on.',
    ],
    questions: [
      ['Which phone and which version of the app do you use?', 'Several phones, app version {version}.'],
      ['Does the app have permission for the precise location?', 'It was set to approximate only.'],
    ],
    internal: [
      'Intermediate certificate missing on the server.',
      'Precise location needs its own permission on recent Android.',
    ],
    solutions: [
      'An intermediate certificate was missing on the server. Please close the app and sign in again.',
      'Please allow the precise location for the app; instructions with pictures are attached.',
    ],
  },
  {
    id: 'en-rma',
    caseType: 'rma',
    device: 'terminal',
    titles: ['Terminal does not power on', 'Cracked screen on terminal {serial}', 'Repair of terminal {model}'],
    descriptions: [
      'We would like to return terminal {model}, S/N {serial}, for repair. It does not power on.',
      'The screen of the terminal is cracked. Please let us know the cost of a replacement.',
    ],
    questions: [
      [
        'Please write the case number on the parcel. Is the power supply included?',
        'Yes, it is in the box. The parcel number is {parcel}.',
      ],
      ['The repair costs {amount} plus VAT. May we proceed?', 'Yes, please go ahead.'],
    ],
    internal: [
      'Received in the workshop on {today}, main board damaged by overvoltage.',
      'Spare part on stock, two days.',
    ],
    solutions: [
      'The terminal has been repaired, tested and shipped; the parcel number is {parcel}.',
      'The screen was replaced and calibrated. The device is on its way to you.',
    ],
  },
  {
    id: 'en-ad',
    caseType: 'support',
    titles: ['Active Directory synchronisation', 'E-mail notifications are not sent', 'Integration with our systems'],
    descriptions: [
      'New users from Active Directory do not appear in the program since {date}.',
      'Since our mail server was moved, the program does not send notifications any more (error {error}).',
    ],
    questions: [
      ['What does the synchronisation log say?', 'It says that the credentials are invalid.'],
      ['Which port and sign-in method do you use for outgoing mail?', 'Port 587 with user name and password.'],
    ],
    internal: [
      'A personal account was used for the synchronisation; suggest a service account.',
      'Basic sign-in was switched off, they need modern authentication.',
    ],
    solutions: [
      'We entered a new service account; {many} users were added by the synchronisation.',
      'Sending was switched to modern authentication and the test message arrived.',
    ],
  },
]
