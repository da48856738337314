// A block that the library cannot draw must not take the page with it: its message falls back to the words. React hears of such
// an error only through a class.
import { Component, type ReactNode } from 'react';

type Props = { instead: ReactNode; children: ReactNode };

export class DrawingGuard extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}
