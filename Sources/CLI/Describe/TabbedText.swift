/// Aligns text whose lines hold tab-ended cells: cells of one column in consecutive lines get the same width, as Go's
/// text/tabwriter does it (padding two spaces), which gives `kubectl describe` its shape.
enum TabbedText {
  static func aligned(_ text: String, padding: Int = 2) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let endsInNewline = lines.last == [""]
    if endsInNewline { lines.removeLast() }
    var layout = Layout(lines: lines, padding: padding)
    layout.format(lines.indices)
    return layout.output.joined(separator: "\n") + (endsInNewline ? "\n" : "")
  }

  private struct Layout {
    let lines: [[String]]
    let padding: Int
    var widths: [Int] = []
    var output: [String] = []

    init(lines: [[String]], padding: Int) { (self.lines, self.padding) = (lines, padding) }

    /// Lays out the lines whose columns up to `widths.count` have their widths already.
    mutating func format(_ range: Range<Int>) {
      let column = widths.count
      var start = range.lowerBound
      var position = start
      while position < range.upperBound {
        guard column < lines[position].count - 1 else { position += 1; continue }
        write(start..<position)
        start = position
        var width = 0
        while position < range.upperBound, column < lines[position].count - 1 {
          width = max(width, lines[position][column].count + padding)
          position += 1
        }
        widths.append(width)
        format(start..<position)
        widths.removeLast()
        start = position
      }
      write(start..<range.upperBound)
    }

    private mutating func write(_ range: Range<Int>) {
      for cells in lines[range] {
        var line = ""
        for (column, cell) in cells.enumerated() {
          line += cell
          if column < cells.count - 1, column < widths.count {
            line += String(repeating: " ", count: max(0, widths[column] - cell.count))
          }
        }
        output.append(line)
      }
    }
  }
}
