import APIMachinery
import Basics

extension NodeRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let info = object["status"]?["nodeInfo"] ?? [:]
    let runtime = info.text("containerRuntimeVersion")
    return [
      .string(object.name), .string(Self.status(object)), .string(Self.roles(object)), Cell.age(object, now),
      .string(info.text("kubeletVersion")), Self.address(object, "InternalIP"), Self.address(object, "ExternalIP"),
      Cell.text(info["osImage"], otherwise: Cell.unknown), Cell.text(info["kernelVersion"], otherwise: Cell.unknown),
      runtime.isEmpty ? Cell.unknown : .string(runtime),
    ]
  }

  private static func status(_ object: Value) -> String {
    let ready = object["status"]?.list("conditions").first { $0["type"] == "Ready" }
    var words = [ready.map { $0["status"] == "True" ? "Ready" : "NotReady" } ?? "Unknown"]
    if object["spec"]?["unschedulable"]?.bool == true { words.append("SchedulingDisabled") }
    return words.joined(separator: ",")
  }

  private static func roles(_ object: Value) -> String {
    let prefix = "node-role.kubernetes.io/"
    var roles: Set<String> = []
    for (key, value) in object.labels {
      if key.hasPrefix(prefix), key.count > prefix.count { roles.insert(String(key.dropFirst(prefix.count))) }
      if key == "kubernetes.io/role", !value.isEmpty { roles.insert(value) }
    }
    return roles.isEmpty ? "<none>" : roles.sorted().joined(separator: ",")
  }

  private static func address(_ object: Value, _ type: String) -> Value {
    Cell.text(object["status"]?.list("addresses").first { $0.text("type") == type }?["address"])
  }
}
