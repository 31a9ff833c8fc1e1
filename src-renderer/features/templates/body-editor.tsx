import { Button, Menu, SegmentedControl, Textarea } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bodyIn, TEMPLATE_LANGUAGES, type TemplateContent, type TemplateLanguage } from '#shared/domain/template.ts'
import {
  groupOfPlaceholder,
  nameOfPlaceholder,
  PLACEHOLDER_GROUPS,
  PLACEHOLDERS,
  written,
} from '#shared/domain/template-placeholders.ts'
import { useSettings } from '../../rpc/reads.ts'
import { insertText } from './insert-text.ts'
import { TemplatePreview } from './template-preview.tsx'
import classes from './templates.module.css'
import { placeholderKey } from './templates.ts'

type Props = {
  content: Pick<TemplateContent, 'bodySl' | 'bodyEn'>
  fault: string | undefined
  onChange: (part: Partial<Pick<TemplateContent, 'bodySl' | 'bodyEn'>>) => void
}

/** The text in each language, with the facts that it may name and how it reads in a real case. */
export function BodyEditor({ content, fault, onChange }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const { data: settings } = useSettings()
  const [language, setLanguage] = useState<TemplateLanguage>(
    content.bodySl === '' && content.bodyEn !== '' ? 'en' : 'sl',
  )
  const body = bodyIn(content, language)

  return (
    <div className={classes.bodies}>
      <div className={classes.body}>
        <div className={classes.bodyHead}>
          <SegmentedControl
            size="xs"
            aria-label={t('templates.language')}
            value={language}
            data={TEMPLATE_LANGUAGES.map((value) => ({
              value,
              label: bodyIn(content, value).trim()
                ? t(`language.${value}`)
                : `${t(`language.${value}`)} (${t('templates.noBody')})`,
            }))}
            onChange={(value) => setLanguage(value === 'en' ? 'en' : 'sl')}
          />
          <Menu position="bottom-end" returnFocus={false}>
            <Menu.Target>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconBraces size={14} stroke={1.8} aria-hidden />}
              >
                {t('templates.insertField')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown className={classes.fields}>
              {PLACEHOLDER_GROUPS.flatMap((group) => [
                <Menu.Label key={group}>{t(`templates.group.${group}`)}</Menu.Label>,
                ...PLACEHOLDERS.filter((one) => groupOfPlaceholder(one) === group).map((placeholder) => (
                  <Menu.Item
                    key={placeholder}
                    rightSection={
                      <code className={classes.code}>{nameOfPlaceholder(placeholder, settings?.language ?? 'sl')}</code>
                    }
                    onClick={() =>
                      // After the menu has let go of the focus.
                      setTimeout(() => field.current && insertText(field.current, written(placeholder, language)), 0)
                    }
                  >
                    {t(placeholderKey(placeholder))}
                  </Menu.Item>
                )),
              ])}
            </Menu.Dropdown>
          </Menu>
        </div>
        <Textarea
          ref={field}
          id={id}
          aria-label={t(`templates.body.${language}`)}
          description={t('templates.bodyHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          lang={language}
          classNames={{ input: classes.text }}
          value={body}
          error={fault}
          spellCheck
          onChange={(event) => {
            const text = event.currentTarget.value
            onChange(language === 'sl' ? { bodySl: text } : { bodyEn: text })
          }}
        />
      </div>
      <TemplatePreview body={body} language={language} />
    </div>
  )
}
