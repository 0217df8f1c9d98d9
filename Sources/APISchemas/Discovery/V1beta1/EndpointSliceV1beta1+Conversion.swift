import APIMachinery

/// In v1beta1 the zone is one key of a topology map.
enum EndpointSliceV1beta1 {
  private static let zone = "topology.kubernetes.io/zone"

  static let conversion = KindConversion(
    toStored: { object in object.editEach("endpoints", toStored) }, fromStored: { object in object.editEach("endpoints", fromStored) })

  private static func toStored(_ endpoint: inout Value) {
    guard var topology = endpoint["topology"]?.object else { return }
    if let name = topology[zone] { endpoint["zone"] = name }
    topology[zone] = nil
    endpoint["topology"] = nil
    if !topology.isEmpty { endpoint["deprecatedTopology"] = .object(topology) }
  }

  private static func fromStored(_ endpoint: inout Value) {
    var topology = endpoint["deprecatedTopology"]?.object ?? Object()
    if let name = endpoint["zone"] { topology[zone] = name }
    endpoint["deprecatedTopology"] = nil
    endpoint["zone"] = nil
    if !topology.isEmpty { endpoint["topology"] = .object(topology.sortedByKey()) }
  }
}
