/// The search for the first bad one of things in order, of which those before it are good: which to try next, and what came of it.
struct BisectSearch: Sendable, Equatable {
  /// Positions below this one are good; this one and above, up to `bad`, may be either.
  private(set) var low: Int
  /// Known to be bad.
  private(set) var bad: Int
  private(set) var skipped: Set<Int> = []

  /// The last of `count` things is bad, and what is before the first is good.
  init(count: Int) { (low, bad) = (0, max(0, count - 1)) }

  enum Verdict: Sendable { case good, bad, skip }

  /// The nearest to the middle that can be tried; nil when the search is over.
  var next: Int? {
    let open = (low..<bad).filter { !skipped.contains($0) }
    let middle = (low + bad) / 2
    return open.min { abs($0 - middle) < abs($1 - middle) }
  }

  /// About how many more have to be tried.
  var stepsLeft: Int {
    var steps = 0
    while (1 << steps) < bad - low + 1 { steps += 1 }
    return steps
  }

  mutating func take(_ verdict: Verdict, at position: Int) {
    switch verdict {
    case .good: low = max(low, position + 1)
    case .bad: bad = min(bad, position)
    case .skip: skipped.insert(position)
    }
  }

  /// Where the first bad one is: one position, or several when some between couldn't be tried.
  var suspects: ClosedRange<Int> { min(low, bad)...bad }
}
