/// Lays out cells in columns as kubectl does: three spaces apart and at least six wide. No cell is cut; the last has no trailing spaces.
struct ColumnWriter: Sendable {
  private(set) var widths: [Int] = []
  private var rows: [[String]] = []
  private let gap: Int
  private let minimum: Int

  init(gap: Int = 3, minimum: Int = 6) { (self.gap, self.minimum) = (gap, minimum) }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The rows added since the last call, each ended by a newline. Columns never get narrower again, so that rows that come
  /// in later (a watch) stand under the earlier ones.
  mutating func flush() -> String {
    for row in rows {
      for (column, cell) in row.enumerated() {
        let width = Self.width(cell)
        if column < widths.count { widths[column] = max(widths[column], width) } else { widths.append(width) }
      }
    }
    defer { rows = [] }
    return rows.map { line($0) + "\n" }.joined()
  }

  private func line(_ row: [String]) -> String {
    var line = ""
    for (column, cell) in row.enumerated() {
      line += cell
      if column + 1 < row.count {
        line += String(repeating: " ", count: max(widths[column] + gap, minimum) - Self.width(cell))
      }
    }
    return line
  }

  /// Terminal columns, but for wide East Asian characters.
  private static func width(_ text: String) -> Int { text.count }
}
