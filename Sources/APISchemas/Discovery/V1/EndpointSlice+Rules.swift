import APIMachinery
import Basics

struct EndpointSliceRules: KindRules {
  var tracksGeneration: Bool { true }

  func changesDesiredState(_ new: Value, old: Value) -> Bool {
    ["endpoints", "ports", "addressType"].contains { new[$0] != old[$0] } || new.labels != old.labels
  }

  func applyDefaults(to object: inout Value) {
    object.editEach("ports") { port in
      if port["name"] == nil { port["name"] = "" }
      port.setDefault("protocol", "TCP")
    }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let ports = object.list("ports").map { port in
      port["port"]?.int.map { "\($0)" } ?? (port.isUnset("name") ? "*" : port.text("name"))
    }
    let addresses = object.list("endpoints").flatMap { $0.list("addresses").compactMap(\.string) }
    return [
      .string(object.name), .string(object.text("addressType")), .string(Self.shortList(ports, unset: "<unset>")),
      .string(Self.shortList(addresses, unset: "<unset>")), Cell.age(object, now),
    ]
  }

  /// The first three, and how many more there are.
  static func shortList(_ items: [String], unset: String) -> String {
    if items.isEmpty { return unset }
    return items.prefix(3).joined(separator: ",") + (items.count > 3 ? " + \(items.count - 3) more..." : "")
  }
}
