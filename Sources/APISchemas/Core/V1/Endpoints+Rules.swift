import APIMachinery
import Basics

struct EndpointsRules: KindRules {
  func applyDefaults(to object: inout Value) {
    object.editEach("subsets") { subset in subset.editEach("ports") { $0.setDefault("protocol", "TCP") } }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    var pairs: [String] = []
    for subset in object.list("subsets") {
      let addresses = subset.list("addresses").map { $0.text("ip") }
      let ports = subset.list("ports").compactMap { $0["port"]?.int }
      for port in ports { pairs += addresses.map { "\($0.contains(":") ? "[\($0)]" : $0):\(port)" } }
      if ports.isEmpty { pairs += addresses }
    }
    return [.string(object.name), .string(EndpointSliceRules.shortList(pairs, unset: "<none>")), Cell.age(object, now)]
  }
}
