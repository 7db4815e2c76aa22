/** The published Car vector of the reference implementation: its 207 bytes read as the values of its README, and written again. */

import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dataPath } from './data-path.ts'
import {
  BOOLEAN_TYPE_T,
  BOOST_TYPE_NITROUS,
  CarDecoder,
  CarEncoder,
  MessageHeaderDecoder,
  MODEL_A,
  MODEL_C,
  OPTIONAL_EXTRAS_CRUISE_CONTROL,
  OPTIONAL_EXTRAS_SPORTS_PACK,
} from './generated/car/index.ts'

const vector = dataPath('sbe/reference-car/car_example_baseline_data.sbe')
const withVector = test.skipIf(!existsSync(vector))

const fuelFigures = [
  [30, 35.9, 'Urban Cycle'],
  [55, 49, 'Combined Cycle'],
  [75, 40, 'Highway Cycle'],
] as const
const performanceFigures = [
  [
    95,
    [
      [30, 4],
      [60, 7.5],
      [100, 12.2],
    ],
  ],
  [
    99,
    [
      [30, 3.8],
      [60, 7.1],
      [100, 11.8],
    ],
  ],
] as const

function encodeCar(view: DataView): number {
  const car = new CarEncoder().wrapAndApplyHeader(view, 0)
  car.serialNumber(1234).modelYear(2013).available(BOOLEAN_TYPE_T).code(MODEL_A)
  for (let i = 0; i < 4; i++) car.someNumbers(i, i + 1)
  car.vehicleCode('abcdef').extrasSunRoof(false).extrasSportsPack(true).extrasCruiseControl(true)
  const engine = car.engine().capacity(2000).numCylinders(4).manufacturerCode('123').efficiency(35)
  engine.boosterEnabled(BOOLEAN_TYPE_T).booster().boostType(BOOST_TYPE_NITROUS).horsePower(200)
  const fuel = car.fuelFiguresCount(3)
  for (const [speed, mpg, description] of fuelFigures) fuel.next().speed(speed).mpg(mpg).usageDescription(description)
  const performance = car.performanceFiguresCount(2)
  for (const [octane, accelerations] of performanceFigures) {
    const acceleration = performance.next().octaneRating(octane).accelerationCount(3)
    for (const [mph, seconds] of accelerations) acceleration.next().mph(mph).seconds(seconds)
  }
  car.manufacturer('Honda').model('Civic VTi').activationCode('abcdef')
  return car.limit()
}

function expectCar(view: DataView): void {
  const header = new MessageHeaderDecoder().wrap(view, 0)
  expect([header.blockLength(), header.templateId(), header.schemaId(), header.version()]).toEqual([45, 1, 1, 0])
  const car = new CarDecoder().wrapAndApplyHeader(view, 0)
  expect([car.serialNumber(), car.modelYear(), car.available(), car.code()]).toEqual([
    1234,
    2013,
    BOOLEAN_TYPE_T,
    MODEL_A,
  ])
  expect([0, 1, 2, 3].map((i) => car.someNumbers(i))).toEqual([1, 2, 3, 4])
  expect(car.vehicleCode()).toBe('abcdef')
  expect(car.extras()).toBe(OPTIONAL_EXTRAS_CRUISE_CONTROL | OPTIONAL_EXTRAS_SPORTS_PACK)
  expect([car.extrasSunRoof(), car.extrasSportsPack(), car.extrasCruiseControl()]).toEqual([false, true, true])
  expect(car.discountedModel()).toBe(MODEL_C)
  const engine = car.engine()
  expect(engine.efficiency()).toBe(35)
  expect([engine.capacity(), engine.numCylinders(), engine.maxRpm(), engine.fuel()]).toEqual([2000, 4, 9000, 'Petrol'])
  expect([engine.manufacturerCode(), engine.boosterEnabled()]).toEqual(['123', BOOLEAN_TYPE_T])
  expect([engine.booster().boostType(), engine.booster().horsePower()]).toEqual([BOOST_TYPE_NITROUS, 200])
  const fuel = car.fuelFigures()
  expect(fuel.count()).toBe(3)
  for (const [speed, mpg, description] of fuelFigures) {
    expect(fuel.hasNext()).toBe(true)
    fuel.next()
    expect([fuel.speed(), fuel.mpg(), fuel.usageDescription()]).toEqual([speed, Math.fround(mpg), description])
  }
  expect(fuel.hasNext()).toBe(false)
  const performance = car.performanceFigures()
  for (const [octane, accelerations] of performanceFigures) {
    expect(performance.next().octaneRating()).toBe(octane)
    const acceleration = performance.acceleration()
    for (const [mph, seconds] of accelerations) {
      acceleration.next()
      expect([acceleration.mph(), acceleration.seconds()]).toEqual([mph, Math.fround(seconds)])
    }
  }
  expect([car.manufacturer(), car.model(), car.activationCode()]).toEqual(['Honda', 'Civic VTi', 'abcdef'])
  expect(car.limit()).toBe(207)
}

test('a car survives the round trip', () => {
  const view = new DataView(new ArrayBuffer(256))
  expect(encodeCar(view)).toBe(207)
  expectCar(view)
})

withVector('the published bytes read as published', () => {
  const bytes = readFileSync(vector)
  expect(bytes.length).toBe(207)
  expectCar(new DataView(bytes.buffer, bytes.byteOffset, bytes.length))
})

withVector('the published values write the published bytes, into a dirty buffer too', () => {
  const bytes = readFileSync(vector)
  const target = new Uint8Array(207).fill(0xaa)
  encodeCar(new DataView(target.buffer))
  expect(Buffer.from(target).toString('hex')).toBe(bytes.toString('hex'))
})
