import { IconPaperclip } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { carriesFiles } from './clipboard-files.ts'
import classes from './files.module.css'

/** Takes files that are dragged over an element; spread `props` on it and draw `zone` inside. */
export function useFileDrop(label: string, onFiles: (files: File[]) => void) {
  const [over, setOver] = useState(false)
  const depth = useRef(0)

  function stop() {
    depth.current = 0
    setOver(false)
  }

  const props = {
    onDragEnter(event: DragEvent) {
      if (!carriesFiles(event.dataTransfer)) return
      depth.current++
      setOver(true)
    },
    onDragOver(event: DragEvent) {
      if (!carriesFiles(event.dataTransfer)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    },
    onDragLeave(event: DragEvent) {
      if (!carriesFiles(event.dataTransfer)) return
      depth.current--
      if (depth.current <= 0) stop()
    },
    onDrop(event: DragEvent) {
      if (!carriesFiles(event.dataTransfer)) return
      event.preventDefault()
      stop()
      onFiles([...event.dataTransfer.files])
    },
  }

  const zone = over ? (
    <div className={classes.zone} role="status">
      <IconPaperclip size={26} stroke={1.7} aria-hidden />
      {label}
    </div>
  ) : null
  return { props, zone }
}
