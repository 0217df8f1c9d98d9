/// Lays out cells in columns as kubectl does: three spaces apart and at least six wide. No cell is cut unless a width is to be kept to;
/// the last has no trailing spaces.
struct ColumnWriter: Sendable {
  private(set) var widths: [Int] = []
  private var rows: [(cells: [String], colors: [Console.Color?])] = []
  private let gap: Int
  private let minimum: Int
  /// The terminal's columns, which a table that could be narrower is fitted into; nil fits nothing.
  private let available: Int?

  init(gap: Int = 3, minimum: Int = 6, available: Int? = nil) { (self.gap, self.minimum, self.available) = (gap, minimum, available) }

  /// `colors`: of each cell; empty for none.
  mutating func add(_ row: [String], colors: [Console.Color?] = []) { rows.append((row, colors)) }

  /// The rows added since the last call, each ended by a newline. Columns never get narrower again, so that rows that come
  /// in later (a watch) stand under the earlier ones.
  mutating func flush() -> String {
    for row in rows {
      for (column, cell) in row.cells.enumerated() {
        let width = Self.width(cell)
        if column < widths.count { widths[column] = max(widths[column], width) } else { widths.append(width) }
      }
    }
    defer { rows = [] }
    let (gap, last) = fit()
    return rows.map { line($0.cells, $0.colors, gap, last) + "\n" }.joined()
  }

  /// The space between columns, and how wide the last may be: both give way before lines are broken, the last column only where enough of
  /// it stays.
  private func fit() -> (gap: Int, last: Int?) {
    guard let available, let last = widths.last else { return (gap, nil) }
    func before(_ gap: Int) -> Int { widths.dropLast().reduce(0) { $0 + max($1 + gap, minimum) } }
    if before(gap) + last <= available { return (gap, nil) }
    let narrow = min(gap, 2)
    let room = available - before(narrow)
    if last <= room { return (narrow, nil) }
    return room >= 20 ? (narrow, room) : (narrow, nil)
  }

  private func line(_ row: [String], _ colors: [Console.Color?], _ gap: Int, _ last: Int?) -> String {
    var line = ""
    for (column, cell) in row.enumerated() {
      let isLast = column + 1 == row.count
      let shown = isLast && last.map { Self.width(cell) > $0 } ?? false ? cell.prefix((last ?? 1) - 1) + "…" : cell
      line += (colors.indices.contains(column) ? colors[column] : nil).map { Console.painted(shown, $0) } ?? shown
      if !isLast { line += String(repeating: " ", count: max(widths[column] + gap, minimum) - Self.width(cell)) }
    }
    return line
  }

  /// Terminal columns, but for wide East Asian characters.
  private static func width(_ text: String) -> Int { text.count }
}
