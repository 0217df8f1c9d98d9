/// The difference of two texts in the unified format (POSIX `diff -u`), by Myers' algorithm ("An O(ND) Difference
/// Algorithm and Its Variations", 1986).
struct UnifiedDiff {
  enum Edit: Equatable {
    case keep(String)
    case remove(String)
    case insert(String)
  }

  var contextLines = 3

  /// Empty when the texts are equal.
  func text(from old: String, to new: String, oldName: String, newName: String) -> String {
    let edits = Self.edits(Self.lines(old), Self.lines(new))
    let hunks = hunks(edits)
    if hunks.isEmpty { return "" }
    return "--- \(oldName)\n+++ \(newName)\n" + hunks.joined()
  }

  static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// More differences than this aren't looked for one by one.
  private static let distanceMax = 2_000

  /// The shortest edit script; where that would take too long to find, what differs is replaced whole.
  static func edits(_ old: [String], _ new: [String]) -> [Edit] {
    var (head, tail) = (0, 0)
    let least = min(old.count, new.count)
    while head < least, old[head] == new[head] { head += 1 }
    while head + tail < least, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    let (left, right) = (Array(old[head..<old.count - tail]), Array(new[head..<new.count - tail]))
    let script = left.isEmpty || right.isEmpty ? nil : shortest(left, right)
    return old[..<head].map { .keep($0) } + (script ?? left.map { .remove($0) } + right.map { .insert($0) })
      + old[(old.count - tail)...].map { .keep($0) }
  }

  /// How far each diagonal has been followed, from -reach to reach.
  private struct Band {
    var reach: Int
    var furthest: [Int]
    subscript(diagonal: Int) -> Int {
      get { furthest[diagonal + reach] }
      set { furthest[diagonal + reach] = newValue }
    }

    /// The part of it that `distance` differences reach.
    func within(_ distance: Int) -> Band {
      Band(reach: distance, furthest: Array(furthest[reach - distance...reach + distance]))
    }
  }

  /// Costs (length + differences²), in memory too; nil when there are too many.
  private static func shortest(_ old: [String], _ new: [String]) -> [Edit]? {
    let limit = min(old.count + new.count, distanceMax)
    var trace: [Band] = []
    var band = Band(reach: limit + 1, furthest: Array(repeating: 0, count: 2 * limit + 3))
    for distance in 0...limit {
      trace.append(band.within(distance + 1))
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let down = goesDown(diagonal, distance, band)
        var x = down ? band[diagonal + 1] : band[diagonal - 1] + 1
        var y = x - diagonal
        while x < old.count, y < new.count, old[x] == new[y] { (x, y) = (x + 1, y + 1) }
        band[diagonal] = x
        if x >= old.count, y >= new.count { return backtrack(trace, old, new) }
      }
    }
    return nil
  }

  /// Whether the furthest path to this diagonal comes from the one above it (an insertion) rather than the one below.
  private static func goesDown(_ diagonal: Int, _ distance: Int, _ band: Band) -> Bool {
    if diagonal == -distance { return true }
    return diagonal != distance && band[diagonal - 1] < band[diagonal + 1]
  }

  private static func backtrack(_ trace: [Band], _ old: [String], _ new: [String]) -> [Edit] {
    var edits: [Edit] = []
    var (x, y) = (old.count, new.count)
    for distance in trace.indices.reversed() {
      let band = trace[distance]
      let diagonal = x - y
      let down = goesDown(diagonal, distance, band)
      let previousDiagonal = down ? diagonal + 1 : diagonal - 1
      let previousX = band[previousDiagonal]
      let previousY = previousX - previousDiagonal
      while x > previousX, y > previousY, x > 0, y > 0 {
        (x, y) = (x - 1, y - 1)
        edits.append(.keep(old[x]))
      }
      guard distance > 0 else { break }
      if down {
        y -= 1
        edits.append(.insert(new[y]))
      } else {
        x -= 1
        edits.append(.remove(old[x]))
      }
    }
    return edits.reversed()
  }

  private func hunks(_ edits: [Edit]) -> [String] {
    let changes = edits.indices.filter { if case .keep = edits[$0] { false } else { true } }
    guard let first = changes.first else { return [] }
    var ranges: [Range<Int>] = []
    var start = first
    var end = first
    for change in changes.dropFirst() {
      if change - end > contextLines * 2 + 1 {
        ranges.append(max(0, start - contextLines)..<min(edits.count, end + contextLines + 1))
        start = change
      }
      end = change
    }
    ranges.append(max(0, start - contextLines)..<min(edits.count, end + contextLines + 1))
    return ranges.map { hunk(edits, $0) }
  }

  private func hunk(_ edits: [Edit], _ range: Range<Int>) -> String {
    var (oldLine, newLine) = (0, 0)
    for edit in edits[..<range.lowerBound] {
      switch edit {
      case .keep: (oldLine, newLine) = (oldLine + 1, newLine + 1)
      case .remove: oldLine += 1
      case .insert: newLine += 1
      }
    }
    var (oldCount, newCount) = (0, 0)
    var body = ""
    for edit in edits[range] {
      switch edit {
      case .keep(let line):
        (oldCount, newCount) = (oldCount + 1, newCount + 1)
        body += " " + line + "\n"
      case .remove(let line):
        oldCount += 1
        body += "-" + line + "\n"
      case .insert(let line):
        newCount += 1
        body += "+" + line + "\n"
      }
    }
    return "@@ -\(Self.span(oldLine, oldCount)) +\(Self.span(newLine, newCount)) @@\n" + body
  }

  /// An empty span names the line before it; a span of one line leaves the count out.
  private static func span(_ before: Int, _ count: Int) -> String {
    count == 0 ? "\(before),0" : count == 1 ? "\(before + 1)" : "\(before + 1),\(count)"
  }
}
