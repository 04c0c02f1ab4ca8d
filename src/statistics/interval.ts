/** Two ends. With both at one-sided confidence c they enclose the truth with 2c − 1. */
export interface Interval {
  readonly low: number
  readonly high: number
}
