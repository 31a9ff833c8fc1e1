import type { Page } from '@playwright/test'
import { DeskPage } from './desk-page.ts'

/** The desk in that language with the list of open cases, by way of its settings; it starts in Slovene. */
export async function inLanguage(page: Page, language: 'sl' | 'en'): Promise<DeskPage> {
  const first = new DeskPage(page)
  await first.ready()
  if (language === 'en') {
    await page.getByRole('button', { name: first.t('nav.settings') }).click()
    await page.getByText('English', { exact: true }).click()
  }
  const desk = new DeskPage(page, language)
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await desk.ready()
  return desk
}
