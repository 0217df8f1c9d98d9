/// Arithmetic on amounts that clients wrote: it never traps, and what would lie beyond the range is the range's end.
extension Int64 {
  func addingSaturated(_ other: Int64) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? (self < 0 ? .min : .max) : sum
  }

  func subtractingSaturated(_ other: Int64) -> Int64 {
    let (difference, overflows) = subtractingReportingOverflow(other)
    return overflows ? (self < 0 ? .min : .max) : difference
  }

  func multipliedSaturated(by factor: Int64) -> Int64 {
    let (product, overflows) = multipliedReportingOverflow(by: factor)
    return overflows ? ((self < 0) == (factor < 0) ? .max : .min) : product
  }
}
