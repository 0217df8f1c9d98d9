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

  /// The shortest edit script. Costs (length + differences²): fine for manifests, which are small or much alike.
  static func edits(_ old: [String], _ new: [String]) -> [Edit] {
    var trace: [[Int: Int]] = []
    var furthest: [Int: Int] = [1: 0]
    let limit = old.count + new.count
    search: for distance in 0...limit {
      trace.append(furthest)
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let down = goesDown(diagonal, distance, furthest)
        var x = down ? furthest[diagonal + 1, default: 0] : furthest[diagonal - 1, default: 0] + 1
        var y = x - diagonal
        while x < old.count, y < new.count, old[x] == new[y] { (x, y) = (x + 1, y + 1) }
        furthest[diagonal] = x
        if x >= old.count, y >= new.count { break search }
      }
    }
    return backtrack(trace, old, new)
  }

  /// Whether the furthest path to this diagonal comes from the one above it (an insertion) rather than the one below.
  private static func goesDown(_ diagonal: Int, _ distance: Int, _ furthest: [Int: Int]) -> Bool {
    if diagonal == -distance { return true }
    return diagonal != distance && furthest[diagonal - 1, default: -1] < furthest[diagonal + 1, default: -1]
  }

  private static func backtrack(_ trace: [[Int: Int]], _ old: [String], _ new: [String]) -> [Edit] {
    var edits: [Edit] = []
    var (x, y) = (old.count, new.count)
    for distance in trace.indices.reversed() {
      let furthest = trace[distance]
      let diagonal = x - y
      let down = goesDown(diagonal, distance, furthest)
      let previousDiagonal = down ? diagonal + 1 : diagonal - 1
      let previousX = furthest[previousDiagonal, default: 0]
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
