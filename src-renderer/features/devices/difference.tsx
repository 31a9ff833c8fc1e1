import { useTranslation } from 'react-i18next'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { compareWritten, type Part, type Slip } from '#shared/domain/serial-number.ts'
import classes from './devices.module.css'

/** The known number with what differs marked by shape and colour, and said in words. */
export function Difference({ typed, known }: { typed: string; known: string }) {
  const { t } = useTranslation()
  const found = compareWritten(typed, known)
  if (!found) return <span className={classes.serial}>{known}</span>
  return (
    <>
      <Marked parts={found.known} />
      <span className={classes.slip}>{t(`devices.slip.${found.slip.kind}`, slipValues(found.slip, typed, known))}</span>
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

function slipValues({ kind, at }: Slip, typed: string, known: string) {
  const length = kind === 'swapped' ? 2 : 1
  const signs = (text: string) => lookUpKey(text).slice(at, at + length)
  return { place: at + 1, next: at + 2, typed: signs(typed), known: signs(known) }
}
