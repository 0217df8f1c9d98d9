import APIMachinery
import Glibc
import Synchronization

/// What was measured: printed as tables while it comes in, and as one JSON object at the end.
final class Report: Sendable {
  private struct Row { var table: String; var fields: Object }
  private let rows = Mutex<[Row]>([])
  private let lastHeader = Mutex("")

  /// Adds one line to a table. The fields' names say their units.
  func add(_ table: String, _ fields: [(String, Value)]) {
    rows.withLock { $0.append(Row(table: table, fields: Object(fields))) }
    let width = 16
    let line = { (texts: [String]) in
      texts.map { $0 + String(repeating: " ", count: max(1, width - $0.count)) }.joined()
    }
    let header = line(fields.map(\.0))
    let isNew = lastHeader.withLock { last in
      defer { last = table + header }
      return last != table + header
    }
    if isNew { print("\n\(table)\n\(header)") }
    print(line(fields.map { Self.text($0.1) }))
    // A line at a time, also into a pipe.
    fflush(nil)
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .string(let text): text
    case .int(let number): String(number)
    case .double(let number): String((number * 1_000).rounded() / 1_000)
    default: String(decoding: JSON.encode(value), as: UTF8.self)
    }
  }

  /// `{table: [{field: value, …}, …], …}`.
  func json() -> String {
    let result = rows.withLock { rows in
      var tables: [(name: String, rows: [Value])] = []
      for row in rows {
        if let position = tables.firstIndex(where: { $0.name == row.table }) {
          tables[position].rows.append(.object(row.fields))
        } else {
          tables.append((row.table, [.object(row.fields)]))
        }
      }
      return Object(tables.map { ($0.name, Value.array($0.rows)) })
    }
    return String(decoding: JSON.encode(.object(result)), as: UTF8.self)
  }
}
