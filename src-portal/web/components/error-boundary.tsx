import { Component, type ReactNode } from 'react'
import { Crash } from '../app/plain-pages.tsx'

type State = { failed: boolean }

/** A page that breaks takes neither the frame nor what was typed with it: forms are kept in the browser's storage. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: false }

  static getDerivedStateFromError(): State {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <Crash /> : this.props.children
  }
}
