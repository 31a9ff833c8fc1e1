import { useTranslation } from 'react-i18next'
import { compareWritten, type Part } from '#shared/domain/serial-number.ts'
import classes from './devices.module.css'

/** The known number with what differs marked by shape and colour, and said in words. */
export function Difference({ typed, known }: { typed: string; known: string }) {
  const { t } = useTranslation()
  const found = compareWritten(typed, known)
  if (!found) return <span className={classes.serial}>{known}</span>
  return (
    <>
      <Marked parts={found.known} />
      <span className={classes.slip}>{t(`devices.slip.${found.slip.kind}`, slipValues(found))}</span>
    </>
  )
}

function Marked({ parts }: { parts: readonly Part[] }) {
  let at = 0
  return (
    <span className={classes.serial}>
      {parts.map(({ text, differs }) => {
        const key = at
        at += text.length
        return differs ? <mark key={key}>{text}</mark> : text
      })}
    </span>
  )
}

function slipValues({ slip, typed, known }: NonNullable<ReturnType<typeof compareWritten>>) {
  return { place: slip.at + 1, next: slip.at + 2, typed: signs(typed), known: signs(known) }
}

/** What differs, as it is written, without dashes and spaces. */
function signs(parts: readonly Part[]): string {
  return parts
    .filter(({ differs }) => differs)
    .map(({ text }) => text.replace(/[^A-Za-z0-9]/g, ''))
    .join('')
}
