import { useWords } from '../i18n/use-words.ts'

/** What is wrong with a field: `shell.fault.<field>.<code>` where the field has words of its own, else `shell.fault.any.<code>`. */
export function useFieldWords(): (field: string, fault: string) => string {
  const { firstOf } = useWords()
  return (field, fault) =>
    firstOf([`shell.fault.${field}.${fault}`, `shell.fault.any.${fault}`, 'shell.fault.any.invalid'])
}
