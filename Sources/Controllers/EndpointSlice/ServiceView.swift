import APIMachinery
import ControllerKit

/// A Service with a selector, and the pods behind it.
struct ServiceView {
  let object: Value
  let selector: LabelMatcher
  let ports: [Value]
  let publishesNotReady: Bool

  /// nil for a Service whose endpoints somebody else keeps: it has no selector, or is only a name.
  init?(_ service: Value) {
    guard let labels = service["spec"]?["selector"]?.stringMap, !labels.isEmpty, service["spec"]?["type"]?.string != "ExternalName"
    else { return nil }
    object = service
    selector = LabelMatcher(equal: labels)
    ports = service["spec"]?["ports"]?.array ?? []
    publishesNotReady = service["spec"]?["publishNotReadyAddresses"]?.bool ?? false
  }

  var isHeadless: Bool { object["spec"]?["clusterIP"]?.string == "None" }

  /// The selected pods that have an address and haven't ended.
  func pods(_ world: World) -> [Value] {
    world.list(WellKnown.pods, namespace: object.namespace).filter { pod in
      !PodFacts(pod).isFinished && Self.address(of: pod) != nil && selector.matches(object: pod)
    }
  }

  static func address(of pod: Value) -> String? {
    pod["status"]?["podIP"]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The Service's ports as this pod has them; a port whose name the pod doesn't know is left out.
  func ports(of pod: Value) -> [Value] {
    ports.compactMap { port in
      guard let number = Self.number(of: port, in: pod) else { return nil }
      var result: Value = ["name": .string(port["name"]?.string ?? ""), "port": .int(number), "protocol": port["protocol"] ?? "TCP"]
      if let appProtocol = port["appProtocol"] { result["appProtocol"] = appProtocol }
      return result
    }
  }

  private static func number(of port: Value, in pod: Value) -> Int64? {
    guard let target = port["targetPort"] else { return port["port"]?.int }
    if let number = target.int { return number == 0 ? port["port"]?.int : number }
    guard let name = target.string else { return port["port"]?.int }
    if let number = Int64(name) { return number }
    let transport = port["protocol"]?.string ?? "TCP"
    for container in pod["spec"]?["containers"]?.array ?? [] {
      for candidate in container["ports"]?.array ?? []
      where candidate["name"]?.string == name && (candidate["protocol"]?.string ?? "TCP") == transport {
        return candidate["containerPort"]?.int
      }
    }
    return nil
  }

  static func reference(to pod: Value) -> Value {
    ["kind": "Pod", "namespace": .string(pod.namespace), "name": .string(pod.name), "uid": .string(pod.uid)]
  }

  /// The Services that select the pod, before or after a change of anything that endpoints show.
  static func concerned(_ delta: ObjectDelta, _ world: World) -> [ObjectKey] {
    if let old = delta.old, let new = delta.new, old["metadata"]?["labels"] == new["metadata"]?["labels"],
      old["status"] == new["status"], old.isBeingDeleted == new.isBeingDeleted, PodFacts(old).nodeName == PodFacts(new).nodeName
    { return [] }
    return world.list(WellKnown.services, namespace: delta.key.namespace).compactMap { service in
      guard let view = ServiceView(service) else { return nil }
      let isSelected = [delta.old, delta.new].contains { $0.map { view.selector.matches(object: $0) } ?? false }
      return isSelected ? ObjectKey(WellKnown.services.groupResource, namespace: service.namespace, name: service.name) : nil
    }
  }
}
