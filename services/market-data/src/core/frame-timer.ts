/**
 * Times what a frame costs, from being handed to its handler to its events standing in the outbox, by a clock that the
 * core does not see.
 */
export interface FrameTimer {
  begin(): void
  end(venueId: number): void
}
