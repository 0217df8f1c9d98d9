import APIMachinery

/// One change of one object as the history endpoint tells it.
struct HistoryRecord: Sendable {
  /// As it came.
  let value: Value
  let revision: Int64
  let time: String
  let user: String
  let email: String
  let verb: String
  let client: String
  let fieldManager: String
  let operation: String
  /// The commit of `live`, and the one of `main` behind it.
  let live: String
  let main: String?
  let subject: String
  /// Nil for a commit that changed nothing.
  let key: ObjectKey?
  let before: Value?
  let after: Value?

  init(_ value: Value) {
    self.value = value
    func text(_ name: String) -> String { value[name]?.string ?? "" }
    (revision, time, live) = (value["revision"]?.int ?? 0, text("time"), text("commit"))
    (user, email, verb, client) = (text("user"), text("email"), text("verb"), text("client"))
    (fieldManager, operation, subject) = (text("fieldManager"), text("operation"), text("subject"))
    main = value["main"]?.string
    key = value["object"].map(Self.key)
    (before, after) = (value["before"], value["after"])
  }

  static func key(_ value: Value) -> ObjectKey {
    ObjectKey(
      GroupResource(group: value["group"]?.string ?? "", resource: value["resource"]?.string ?? ""),
      namespace: value["namespace"]?.string ?? "", name: value["name"]?.string ?? "")
  }

  /// The commit that people know: the one of `main` where there is one.
  var commit: String { PointInTime.abbreviated(commit: main ?? live) }

  /// `deployments.apps shop/web`
  var objectName: String { key.map { "\($0.resource) \($0.namespace.isEmpty ? "" : $0.namespace + "/")\($0.name)" } ?? "-" }

  /// The program's name without what follows it: `kubectl/v1.30.1 (linux/amd64)` is `kubectl/v1.30.1`.
  var clientName: String { client.split(separator: " ").first.map(String.init) ?? "-" }

  var changes: [FieldChange] { FieldChange.between(before, after) }
}
