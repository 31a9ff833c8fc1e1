import { describe, expect, test } from 'vitest'
import { describeMail } from '#portal/mail/service.ts'
import { chooseMail, MailSettingsError } from '#portal/mail/settings.ts'

describe('the settings of mail', () => {
  test('say nothing: files in a folder, replies unread', () => {
    expect(chooseMail({}, '/data/mail')).toEqual({
      from: { name: 'Customer Service - Spica', address: 'Customer.Service@spica.com' },
      replyTo: null,
      helpDesk: [{ name: '', address: 'Customer.Service@spica.com' }],
      helpDeskLanguage: 'sl',
      groupMs: 60_000,
      out: { kind: 'folder', folder: '/data/mail' },
      imap: null,
    })
    expect(chooseMail({ MAIL_DIR: '/elsewhere' }, '/data/mail').out).toEqual({ kind: 'folder', folder: '/elsewhere' })
  })

  test('name servers, with TLS unless they are on this machine', () => {
    const { out, imap, helpDesk, helpDeskLanguage, groupMs } = chooseMail(
      {
        MAIL_SMTP_URL: 'smtp://portal%40spica.example:p%40ss%2F%C5%A1@mail.spica.example',
        MAIL_IMAP_URL: 'imaps://portal:x@mail.spica.example/Odgovori%20strank',
        MAIL_IMAP_SECONDS: '10',
        MAIL_IMAP_AUTH_SERVER: 'mx.spica.example',
        MAIL_HELP_DESK: 'a@spica.example, Servis <b@spica.example>',
        MAIL_HELP_DESK_LANGUAGE: 'en',
        MAIL_GROUP_SECONDS: '0',
      },
      '/data/mail',
    )
    const smtp = { host: 'mail.spica.example', port: 587, secure: false, allowPlaintext: false }
    expect(out).toEqual({ kind: 'smtp', smtp: { ...smtp, user: 'portal@spica.example', password: 'p@ss/š' } })
    expect(imap).toMatchObject({
      port: 993,
      secure: true,
      allowPlaintext: false,
      mailbox: 'Odgovori strank',
      pollMs: 10_000,
    })
    expect(imap?.authServer).toBe('mx.spica.example')
    expect(helpDesk.map(({ address }) => address)).toEqual(['a@spica.example', 'b@spica.example'])
    expect(helpDeskLanguage).toBe('en')
    expect(groupMs).toBe(0)
    const local = chooseMail(
      {
        MAIL_SMTP_URL: 'smtp://localhost:2525',
        MAIL_IMAP_URL: 'imap://u:p@[::1]:1143',
        MAIL_IMAP_TRUST_UNPROVEN_SENDERS: 'true',
      },
      '',
    )
    expect(local.out).toMatchObject({ smtp: { port: 2525, allowPlaintext: true, user: null } })
    expect(local.imap).toMatchObject({
      host: '::1',
      port: 1143,
      allowPlaintext: true,
      mailbox: 'INBOX',
      authServer: null,
    })
  })

  test.each([
    { MAIL_SMTP_URL: 'mail.spica.example' },
    { MAIL_SMTP_URL: 'https://mail.spica.example' },
    { MAIL_IMAP_URL: 'imaps://mail.spica.example', MAIL_IMAP_AUTH_SERVER: 'mx.spica.example' },
    { MAIL_FROM: 'Podpora' },
    { MAIL_FROM: 'Podpora <a@x.example>\r\nBcc: b@x.example' },
    { MAIL_HELP_DESK: 'a@x.example,,' },
    { MAIL_GROUP_SECONDS: '-1' },
    { MAIL_HELP_DESK_LANGUAGE: 'de' },
    { MAIL_IMAP_URL: 'imaps://u:p@h', MAIL_IMAP_AUTH_SERVER: 'mx.h', MAIL_IMAP_SECONDS: '1' },
    { MAIL_IMAP_URL: 'imaps://u:p@h', MAIL_IMAP_TRUST_UNPROVEN_SENDERS: 'yes' },
    { MAIL_IMAP_URL: 'imaps://u:p@h', MAIL_IMAP_AUTH_SERVER: 'mx.h', MAIL_IMAP_TRUST_UNPROVEN_SENDERS: 'true' },
  ])('are refused: %j', (env) => {
    expect(() => chooseMail(env, '')).toThrow(MailSettingsError)
  })

  test.each([{}, { MAIL_IMAP_TRUST_UNPROVEN_SENDERS: 'false' }, { MAIL_IMAP_AUTH_SERVER: '' }])(
    'do not read replies before somebody chose whom to believe: %j',
    (choice) => {
      const choose = () => chooseMail({ MAIL_IMAP_URL: 'imaps://u:SKRIVNO@h', ...choice }, '')
      expect(choose).toThrow(MailSettingsError)
      expect(choose).toThrow(/MAIL_IMAP_AUTH_SERVER=.*MAIL_IMAP_TRUST_UNPROVEN_SENDERS=true/s)
      expect(choose).toThrow(/^(?!.*SKRIVNO)/s)
    },
  )

  test('are described for whoever starts the portal', () => {
    const env = {
      MAIL_IMAP_URL: 'imaps://portal:SKRIVNO@mail.spica.example',
      MAIL_IMAP_AUTH_SERVER: 'mx.spica.example',
    }
    const described = describeMail(chooseMail(env, '/data/mail'))
    expect(described).toContain(
      'replies are read from portal at mail.spica.example, mx.spica.example vouches for senders',
    )
    expect(described).toContain('MAIL_HELP_DESK can name another')
    expect(described).not.toContain('SKRIVNO')
    const told = describeMail(chooseMail({ ...env, MAIL_HELP_DESK: 'podpora@spica.example' }, '/data/mail'))
    expect(told).not.toContain('MAIL_HELP_DESK')
  })

  test('of a wrong address keep the password to themselves', () => {
    expect(() => chooseMail({ MAIL_SMTP_URL: 'ftp://u:SKRIVNO@h' }, '')).toThrow(/^(?!.*SKRIVNO)/)
  })
})
