import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Email } from 'postal-mime'
import { MAIL_WORDS } from '#portal/mail/words/index.ts'
import { startMailServer } from '../../support/mail-server.ts'
import { startNode } from '../../support/process.ts'
import { CustomerCases } from '../customer-case-page.ts'
import { type CustomerPage, type CustomerPortal, expect, linkIn, test } from '../customer-page.ts'
import { DeskPage } from '../desk-page.ts'
import { aPicture } from '../sample-files.ts'

const AGENT = 'Maja Kotnik'
/** What the customer hears of after the first letter. */
const { change } = MAIL_WORDS.sl
const HAPPENED = [
  change.owner(AGENT),
  change.note,
  change.status('Čakanje na podrobnosti'),
  change.status('V teku'),
  change.estimate.open,
  change.estimate.approved,
  change.status('Rešeno'),
]
const PASSWORD = 'Zelena-Lipa-Ob-Potoku-7'
const SOON = { timeout: 15_000 }
/** A change of the customer's is on an idle desk that is online within this. */
const AT_ONCE = { timeout: 2_000 }

type MailedPortal = CustomerPortal & { mails(address: string): Email[] }

/** A portal that sends by a real SMTP server, without waiting for more to group. */
async function withMailedPortal(work: (portal: MailedPortal) => Promise<void>): Promise<void> {
  const server = await startMailServer()
  const dataDir = mkdtempSync(join(tmpdir(), 'spica-e2e-loop-'))
  const process = await startNode(
    'src-portal/main.ts',
    ['--demo', '--cases', '40', '--port', '0', '--data', dataDir, '--exit-with-parent'],
    /Portal ready: (http:\/\/\S+)/,
    { MAIL_SMTP_URL: server.url, MAIL_GROUP_SECONDS: '0' },
  )
  const mails = (address: string) => server.received.filter(({ to }) => to.includes(address)).map(({ mail }) => mail)
  try {
    await work({
      url: process.ready[1]!,
      process,
      mails,
      async mailTo(address, subject) {
        const find = () => mails(address).findLast((mail) => subject.test(mail.subject ?? ''))
        await expect.poll(() => find() !== undefined, { timeout: 20_000 }).toBe(true)
        return find()!
      },
    })
  } finally {
    await process.stop()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function register(customer: CustomerPage, email: string, lastName: string): Promise<void> {
  const field = (name: string) => customer.field(`access.register.${name}`)
  await customer.open('/register')
  await field('salutation').selectOption('mr')
  await field('firstName').fill('Peter')
  await field('lastName').fill(lastName)
  await field('email').fill(email)
  await field('phone').fill('041 234 567')
  await field('department').fill('Vzdrževanje')
  await field('company').fill('Mizarstvo Hrast d.o.o.')
  await field('taxNumber').fill('SI 1234 5679')
  const boxes = customer.page.getByRole('checkbox', { name: new RegExp(`^${customer.words('access.consent.agree')}`) })
  for (const box of await boxes.all()) await box.check()
  await customer.button('access.register.submit').click()
  await customer.at('access.registered.title')
}

async function redeem(customer: CustomerPage, invitation: Email, username: string): Promise<void> {
  await customer.open(linkIn(invitation, '/activate'))
  await customer.button('access.activate.submit').click()
  await customer.at('access.activate.accountTitle')
  await customer.field('access.activate.username').fill(username)
  await customer.field('access.activate.password').fill(PASSWORD)
  await customer.field('access.activate.repeated').fill(PASSWORD)
  await customer.button('access.activate.finish').click()
  await customer.page.waitForURL('**/cases')
}

/** Every letter about the case says who has it, in both its forms; the first, before any agent took it, that nobody does. */
function expectOwnerInEach([received, ...changes]: Email[]): void {
  const owner = MAIL_WORDS.sl.case.owner
  expect(received?.text).toContain(`${owner}: ${MAIL_WORDS.sl.case.nobody}`)
  expect(cellAfter(received, owner)).toBe(MAIL_WORDS.sl.case.nobody)
  for (const mail of changes) {
    expect(mail.text, mail.subject).toContain(`\n${owner}: ${AGENT}\n`)
    expect(cellAfter(mail, owner), mail.subject).toBe(AGENT)
  }
  const told = changes.map(({ text = '' }) => text)
  for (const happened of HAPPENED) expect(told).toContainEqual(expect.stringContaining(happened))
}

/** What the HTML shows beside the label. */
function cellAfter(mail: Email | undefined, label: string): string | undefined {
  const [, value] = mail?.html?.split(`>${label}</td>`) ?? []
  return /^<td[^>]*>(.*?)<\/td>/.exec(value ?? '')?.[1]
}

for (const offline of [false, true]) {
  const how = offline ? 'with the desk offline while the customer acts' : 'with the desk online'
  test(`from registration to a closed repair, ${how}`, async ({ openCustomer, openDesk }) => {
    test.setTimeout(240_000)
    await withMailedPortal(async (portal) => {
      const customer = await openCustomer({ portal })
      const { page } = await openDesk({ portalUrl: portal.url })
      const desk = new DeskPage(page)
      const email = 'peter.zagar@mizarstvo-hrast.example'
      const soon = offline ? SOON : AT_ONCE
      /** What the customer does; the desk is cut off meanwhile, or not. */
      const meanwhile = async (does: () => Promise<void>) => {
        if (offline) await desk.setWorkOffline(true)
        await does()
        if (offline) await desk.setWorkOffline(false)
      }
      /** The newest mail about the case, which has to name who has it. */
      const caseMail = async (words: string | RegExp) => {
        await expect
          .poll(
            () => portal.mails(email).some(({ text = '' }) => text.includes(AGENT) && text.match(words) !== null),
            SOON,
          )
          .toBe(true)
      }
      await desk.ready()
      await desk.setUndoSend(0)

      await meanwhile(() => register(customer, email, 'Žagar'))
      await desk.openRegistrations()
      await expect(desk.registration('Žagar')).toBeVisible(SOON)
      await desk.registration('Žagar').click()
      await desk.button('registrations.approve').click()
      const invitation = await portal.mailTo(email, /^Dobrodošli v Špica portal! CRM:\d{7}$/)
      const cases = new CustomerCases(customer)
      await redeem(customer, invitation, 'peter.zagar')
      await page.keyboard.press('g')
      await page.keyboard.press('q')
      await desk.ready()

      const title = 'Terminal se ne prižge'
      let number = ''
      await meanwhile(async () => {
        await cases.openNew()
        await cases.type('rma').check()
        await cases.field('fields.title').fill(title)
        await cases.field('fields.description').fill('Po nevihti ne sveti nobena lučka.')
        await cases.attach(aPicture('fotografija.png', 200))
        await expect(cases.files).toContainText(cases.t('files.done'))
        await cases.button('create.send').click()
        await expect(customer.heading).toHaveText(title)
        number = await cases.number()
      })
      await expect(desk.row(title)).toBeVisible(soon)
      expect((await portal.mailTo(email, new RegExp(number))).text).toContain(title)
      await expect
        .poll(() => portal.mails('Customer.Service@spica.com').some(({ text }) => text?.includes(title)), SOON)
        .toBe(true)

      await desk.openCase(number)
      await page.getByRole('button', { name: /^Odpri fotografija\.png/ }).click()
      const picture = desk.preview('fotografija.png').getByRole('img', { name: 'fotografija.png' })
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(200)
      await page.keyboard.press('Escape')
      await page.keyboard.press('i')
      await expect(desk.ownerButton(AGENT)).toBeVisible()
      await desk.send('note', 'Interno: verjetno napajalnik.')
      await desk.send('reply', 'Pozdravljeni, ali sveti lučka na napajalniku?')
      await desk.setStatus('in_progress', 'waiting_for_details')
      await caseMail('ali sveti lučka na napajalniku?')

      await customer.open('/cases')
      await expect(cases.rows.filter({ hasText: number })).toContainText(
        customer.words('shell.status.waiting_for_details'),
      )
      await expect(cases.rows.filter({ hasText: number })).toContainText(AGENT)
      await meanwhile(async () => {
        await cases.rows.filter({ hasText: number }).getByRole('link').first().click()
        await expect(cases.message('ali sveti lučka')).toBeVisible()
        await cases.note.fill('Ne, ne sveti.')
        await cases.button('note.send').click()
        await cases.expectStatus('in_progress')
      })
      await expect(desk.message('Ne, ne sveti.')).toBeVisible(soon)
      await expect(desk.statusButton('in_progress')).toBeVisible(soon)

      await desk.thread.press('p')
      await desk.estimateField('description', 1).fill('Menjava napajalnika')
      await desk.estimateField('quantity', 1).fill('1')
      await desk.estimateField('unitPrice', 1).fill('100')
      await page.keyboard.press('Control+Enter')
      await expect(desk.statusButton('waiting_for_details')).toBeVisible()
      await expect(cases.estimate).toContainText(/122,00\s€/, SOON)
      await caseMail(/122,00\s€/)
      await meanwhile(async () => {
        await cases.button('estimate.approve').click()
        await cases.dialog.getByRole('button', { name: /^Odobri/ }).click()
        await expect(cases.estimate).toBeHidden()
      })
      await expect(desk.estimate).toContainText(desk.t('estimates.state.approved'), soon)
      await expect(desk.statusButton('in_progress')).toBeVisible(soon)

      await desk.send('reply', 'Napajalnik je zamenjan.')
      await desk.setStatus('in_progress', 'resolved')
      await cases.expectStatus('resolved')
      await expect(cases.thread).toContainText('Napajalnik je zamenjan.')
      await caseMail('Napajalnik je zamenjan.')
      await caseMail(customer.words('shell.status.resolved'))

      await expect(cases.thread).not.toContainText('verjetno napajalnik')
      for (const { subject = '', text = '', html = '' } of portal.mails(email)) {
        expect(subject).toMatch(/CRM:\d{7}/)
        expect(`${text}${html}`).not.toContain('Interno')
      }
      expectOwnerInEach(portal.mails(email).filter(({ subject }) => subject?.includes(number)))
    })
  })
}
