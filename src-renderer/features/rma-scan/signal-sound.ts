import type { Signal } from './scanning.ts'

/** Hertz and seconds; a person who looks at the box and not at the screen must hear the difference. */
const TONES: Record<Signal, readonly (readonly [hertz: number, seconds: number])[]> = {
  good: [[1_320, 0.09]],
  again: [
    [880, 0.08],
    [880, 0.08],
  ],
  bad: [
    [220, 0.16],
    [165, 0.26],
  ],
}
const PAUSE = 0.05
const VOLUME = 0.2

let context: AudioContext | null = null

/** Silent where the machine has no sound. */
export function playSignal(signal: Signal): void {
  try {
    context ??= new AudioContext()
    let at = context.currentTime
    for (const [hertz, seconds] of TONES[signal]) {
      tone(context, hertz, at, seconds)
      at += seconds + PAUSE
    }
  } catch {
    context = null
  }
}

function tone(audio: AudioContext, hertz: number, at: number, seconds: number): void {
  const oscillator = audio.createOscillator()
  const volume = audio.createGain()
  oscillator.frequency.value = hertz
  volume.gain.setValueAtTime(VOLUME, at)
  volume.gain.setTargetAtTime(0, at + seconds - 0.02, 0.01)
  oscillator.connect(volume).connect(audio.destination)
  oscillator.start(at)
  oscillator.stop(at + seconds)
}
