import { Histogram } from '@reflex/base'
import type { FrameTimer } from './core/frame-timer.ts'

const NS_PER_MS = 1e6

/** A FrameTimer on the machine's monotonic clock: a histogram in ns for each venue. */
export class WallFrameTimer implements FrameTimer {
  readonly #histograms: (Histogram | undefined)[] = []
  #startMs = 0

  /** The histogram of a venue; made when there is none. */
  of(venueId: number): Histogram {
    this.#histograms[venueId] ??= new Histogram()
    return this.#histograms[venueId]
  }

  begin(): void {
    this.#startMs = performance.now()
  }

  end(venueId: number): void {
    this.of(venueId).record(Math.round((performance.now() - this.#startMs) * NS_PER_MS))
  }
}
