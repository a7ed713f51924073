// SPDX-License-Identifier: Apache-2.0
// A tone that carries across a garden. Made by the browser; nothing is fetched.

/** Call it first from a click: browsers make no sound before. */
export class Tone {
  private context: AudioContext | undefined;

  wake(): void {
    this.context ??= new AudioContext();
    void this.context.resume();
  }

  /** Two notes upwards, half a second. */
  play(): void {
    const { context } = this;
    if (!context) return;
    for (const [index, hertz] of [660, 990].entries()) {
      const from = context.currentTime + index * 0.18;
      const note = context.createOscillator();
      const loudness = context.createGain();
      note.frequency.value = hertz;
      loudness.gain.setValueAtTime(0, from);
      loudness.gain.linearRampToValueAtTime(0.5, from + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.32);
      note.connect(loudness).connect(context.destination);
      note.start(from);
      note.stop(from + 0.34);
    }
    navigator.vibrate?.(180);
  }

  close(): void {
    void this.context?.close();
    this.context = undefined;
  }
}
