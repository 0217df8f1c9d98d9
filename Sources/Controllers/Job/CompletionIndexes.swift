/// Completion indexes of an Indexed Job, in the text form of its status: `0-2,5`.
struct CompletionIndexes: Hashable, Sendable {
  private(set) var indexes: Set<Int> = []

  init(_ indexes: some Sequence<Int> = []) { self.indexes = Set(indexes) }

  /// Ranges that can't be read, or reach beyond `limit`, are left out.
  init(text: String, limit: Int) {
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, first >= 0, first <= last else { continue }
      for index in first...max(first, min(last, limit - 1)) where index < limit { indexes.insert(index) }
    }
  }

  var count: Int { indexes.count }
  func contains(_ index: Int) -> Bool { indexes.contains(index) }
  mutating func insert(_ index: Int) { indexes.insert(index) }

  /// Three and more in a row are a range; two stand alone, as upstream writes them.
  var text: String {
    var parts: [String] = []
    var run: ClosedRange<Int>?
    func close() {
      guard let run else { return }
      if run.count == 1 { parts.append("\(run.lowerBound)") }
      else if run.count == 2 { parts.append("\(run.lowerBound),\(run.upperBound)") }
      else { parts.append("\(run.lowerBound)-\(run.upperBound)") }
    }
    for index in indexes.sorted() {
      if let current = run, current.upperBound + 1 == index { run = current.lowerBound...index } else {
        close()
        run = index...index
      }
    }
    close()
    return parts.joined(separator: ",")
  }
}
