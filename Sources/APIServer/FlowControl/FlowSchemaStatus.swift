import APIMachinery
import AccessControl
import Client
import Store

/// Says on each flow schema whether the priority level that it names is there: the condition `Dangling`.
struct FlowSchemaStatus: Sendable {
  private static let group = "flowcontrol.apiserver.k8s.io"
  private static let schemas = GroupVersionResource(group: group, version: "v1", resource: "flowschemas")
  private static let levels = GroupResource(group: group, resource: "prioritylevelconfigurations")

  let server: APIServer

  /// Until cancelled: now, and after every change of either.
  func run() async {
    let wake = Wake()
    let observations = [Self.schemas.groupResource, Self.levels].map { server.store.observe($0) { wake.raise() } }
    defer { for observation in observations { observation.cancel() } }
    while !Task.isCancelled {
      await pass()
      await wake.wait()
    }
  }

  func pass() async {
    let client = server.client(as: .component("system:kctl:bootstrap"), userAgent: "kctl-priority-and-fairness")
    let snapshot = server.store.snapshot()
    for schema in snapshot.list(Self.schemas.groupResource).map({ $0.decoded() }) {
      let level = schema[path: "spec", "priorityLevelConfiguration", "name"]?.string ?? ""
      let isDangling = snapshot.get(ObjectKey(Self.levels, name: level)) == nil
      let status = Self.status(schema["status"] ?? [:], level: level, isDangling: isDangling, now: server.clock.now.rfc3339)
      guard let status else { continue }
      var changed = schema
      changed["status"] = status
      let path = ResourcePath(Self.schemas, subresource: "status")
      // Somebody was faster: the change brings us back here.
      _ = try? await client.update(path, changed, options: WriteOptions(fieldManager: "api-priority-and-fairness-config-consumer-v1"))
    }
  }

  /// The status with the condition; nil when it says so already.
  static func status(_ status: Value, level: String, isDangling: Bool, now: String) -> Value? {
    var conditions = status["conditions"]?.array ?? []
    let index = conditions.firstIndex { $0["type"] == "Dangling" }
    let wanted: Value = isDangling ? "True" : "False"
    let message = "This FlowSchema references the PriorityLevelConfiguration object named \"\(level)\" "
      + (isDangling ? "but there is no such object" : "and it exists")
    if let index, conditions[index]["status"] == wanted, conditions[index]["message"]?.string == message { return nil }
    let condition: Value = [
      "type": "Dangling", "status": wanted, "lastTransitionTime": .string(now), "reason": isDangling ? "NotFound" : "Found", "message": .string(message),
    ]
    if let index { conditions[index] = condition } else { conditions.append(condition) }
    var result = status
    result["conditions"] = .array(conditions)
    return result
  }
}
