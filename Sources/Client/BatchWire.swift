import APIMachinery

/// A batch as JSON, for `POST /apis/kctl.dev/v1alpha1/transactions`. Server, client and CLI share these functions.
///
/// ```json
/// {"kind":"Transaction","apiVersion":"kctl.dev/v1alpha1","fieldManager":"kctl","dryRun":false,
///  "operations":[
///   {"apply":{"object":{…},"source":"text as written","path":"web.yaml","place":"web.yaml:1"}},
///   {"delete":{"apiVersion":"v1","kind":"Pod","namespace":"default","name":"web"}}]}
/// ```
public enum BatchWire {
  public static let groupVersion = GroupVersion(group: "kctl.dev", version: "v1alpha1")
  public static let resource = "transactions"
  public static let kind = "Transaction"
  public static let path = "/apis/kctl.dev/v1alpha1/transactions"
  public static let bodyBytesMax = 64 << 20

  public static func value(_ batch: Batch) -> Value {
    var value: Value = [
      "kind": .string(kind), "apiVersion": .string(groupVersion.description), "fieldManager": .string(batch.fieldManager),
      "dryRun": .bool(batch.dryRun), "skipsFailures": .bool(batch.skipsFailures),
      "operations": .array(batch.operations.map(value)),
    ]
    if let authors = batch.authors { value["authors"] = .array(authors.map { .array($0.map { .string($0) }) }) }
    if let user = batch.user { value["user"] = .string(user) }
    if let commit = batch.adopting { value["adopting"] = .string(commit) }
    if !batch.note.isEmpty { value["note"] = .string(batch.note) }
    return value
  }

  public static func value(_ operation: Batch.Operation) -> Value {
    switch operation {
    case .apply(let document):
      var value: Value = ["object": document.object]
      // Text that isn't UTF-8 can't be a manifest, so nothing is lost by sending text.
      if let source = document.source.flatMap({ String(validating: $0, as: UTF8.self) }) { value["source"] = .string(source) }
      if let path = document.path { value["path"] = .string(path) }
      if !document.place.isEmpty { value["place"] = .string(document.place) }
      if let previous = document.previous { value["previous"] = previous }
      return ["apply": value]
    case .delete(let kind, let namespace, let name):
      return [
        "delete": [
          "apiVersion": .string(kind.groupVersion.description), "kind": .string(kind.kind), "namespace": .string(namespace),
          "name": .string(name),
        ]
      ]
    }
  }

  public static func batch(_ value: Value) throws(StatusError) -> Batch {
    guard value.kind == kind, value.apiVersion == groupVersion.description else {
      throw .badRequest("the body must be a \(kind) of \(groupVersion)")
    }
    var operations: [Batch.Operation] = []
    for (index, operation) in (value["operations"]?.array ?? []).enumerated() {
      guard let read = read(operation) else { throw .badRequest("operations[\(index)] is neither an apply of an object nor a delete") }
      operations.append(read)
    }
    var batch = Batch(
      operations, fieldManager: value["fieldManager"]?.string ?? "", dryRun: value["dryRun"]?.bool ?? false,
      adopting: value["adopting"]?.string, note: value["note"]?.string ?? "", skipsFailures: value["skipsFailures"]?.bool ?? false,
      user: value["user"]?.string)
    if let authors = value["authors"] { batch.authors = try self.authors(authors, count: operations.count) }
    return batch
  }

  /// Every operation has its own: a list that is too short must not leave any without.
  private static func authors(_ value: Value, count: Int) throws(StatusError) -> [[String]] {
    let authors = (value.array ?? []).map { ($0.array ?? []).compactMap(\.string) }
    guard authors.count == count else { throw .badRequest("authors must name those of each of the \(count) operations") }
    return authors
  }

  /// nil when the value is no operation.
  public static func read(_ operation: Value) -> Batch.Operation? {
    if let apply = operation["apply"], let object = apply["object"], object.object != nil {
      return .apply(Batch.Document(
        object: object, source: apply["source"]?.string.map { Array($0.utf8) }, path: apply["path"]?.string,
        place: apply["place"]?.string ?? "", previous: apply["previous"].flatMap { $0.object == nil ? nil : $0 }))
    }
    if let delete = operation["delete"], let kind = delete.groupVersionKind, let name = delete["name"]?.string, !name.isEmpty {
      return .delete(kind, namespace: delete["namespace"]?.string ?? "", name: name)
    }
    return nil
  }

  public static func value(_ result: BatchResult) -> Value {
    [
      "kind": "TransactionResult", "apiVersion": .string(groupVersion.description), "success": .bool(result.isSuccess),
      "outcomes": .array(result.outcomes.map(value)),
    ]
  }

  public static func value(_ outcome: BatchResult.Outcome) -> Value {
    switch outcome {
    case .created(let object): ["created": object]
    case .configured(let object): ["configured": object]
    case .unchanged(let object): ["unchanged": object]
    case .deleted(let object): ["deleted": object]
    case .absent: ["absent": true]
    case .failed(let error): ["failed": error.value]
    }
  }

  /// nil when the value isn't a result.
  public static func result(_ value: Value) -> BatchResult? {
    guard value.kind == "TransactionResult", let outcomes = value["outcomes"]?.array else { return nil }
    return BatchResult(outcomes: outcomes.map(outcome))
  }

  public static func outcome(_ value: Value) -> BatchResult.Outcome {
    if let object = value["created"] { return .created(object) }
    if let object = value["configured"] { return .configured(object) }
    if let object = value["unchanged"] { return .unchanged(object) }
    if let object = value["deleted"] { return .deleted(object) }
    if value["absent"] != nil { return .absent }
    return .failed(value["failed"].flatMap { StatusError($0) } ?? .internalError("an outcome that can't be read"))
  }
}
