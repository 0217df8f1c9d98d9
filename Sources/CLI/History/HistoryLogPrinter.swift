import APIMachinery

/// Prints changes: a line each, with the fields below where they are asked for.
struct HistoryLogPrinter: Sendable {
  let printer: ObjectPrinter
  let console: Console
  let showsChanges: Bool
  let field: String?

  func print(_ records: [HistoryRecord]) async throws {
    guard printer.format.isHuman else {
      for record in records { try await printer.print(value(record)) }
      return
    }
    try await console.write(text(records))
  }

  func list(_ records: [HistoryRecord]) -> Value {
    ["kind": "ChangeList", "apiVersion": "kctl.dev/v1alpha1", "items": .array(records.map(value))]
  }

  /// The record as it came, with the changes of fields in place of the two objects.
  private func value(_ record: HistoryRecord) -> Value {
    guard var fields = record.value.object else { return record.value }
    fields["before"] = nil
    fields["after"] = nil
    if record.operation == "update" {
      let isSecret = (record.after ?? record.before)?.kind == "Secret"
      fields["changes"] = .array(shown(record).map { change in
        let isHidden = isSecret && change.path.isSecretData
        var value: Value = ["field": .string(change.path.description)]
        if let before = change.before { value["before"] = isHidden ? "***" : before }
        if let after = change.after { value["after"] = isHidden ? "***" : after }
        return value
      })
    }
    return .object(fields)
  }

  func text(_ records: [HistoryRecord]) -> String {
    var columns = ColumnWriter(gap: 2, minimum: 0)
    for record in records { columns.add(cells(record)) }
    let lines = columns.flush().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var text = ""
    for (record, line) in zip(records, lines) {
      text += line + "\n"
      guard showsChanges else { continue }
      let isSecret = (record.after ?? record.before)?.kind == "Secret"
      for change in shown(record) {
        text += "    " + console.colored(change.line(hiding: isSecret && change.path.isSecretData), change.after == nil ? .red : .green) + "\n"
      }
    }
    return text
  }

  private func shown(_ record: HistoryRecord) -> [FieldChange] {
    record.changes.filter { change in field.map { change.path.concerns($0) } ?? true }
  }

  private func cells(_ record: HistoryRecord) -> [String] {
    let what = record.key == nil ? "nothing changed" : record.operation + "d"
    var cells = [
      console.colored(record.commit, .yellow), String(record.revision), record.time, record.user.isEmpty ? "-" : record.user, record.verb,
      record.clientName.isEmpty ? "-" : record.clientName, "\(record.objectName) \(what)",
    ]
    // The subject of a person's own commit says why; those that kctl writes say what stands there already.
    if ["commit", "rollback", "revert"].contains(record.verb), !record.subject.isEmpty { cells[6] += " (\(record.subject))" }
    return cells
  }
}
