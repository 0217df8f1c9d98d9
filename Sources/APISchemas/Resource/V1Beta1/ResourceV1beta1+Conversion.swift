import APIMachinery

/// In v1beta1 an exact request has its fields beside its name, and a device all of them but its name in `basic`.
enum ResourceV1beta1 {
  static let claim = KindConversion(
    toStored: { $0.edit("spec") { claimSpec(&$0, requestToStored) } }, fromStored: { $0.edit("spec") { claimSpec(&$0, requestFromStored) } })

  static let template = KindConversion(
    toStored: { $0.edit("spec") { $0.edit("spec") { claimSpec(&$0, requestToStored) } } },
    fromStored: { $0.edit("spec") { $0.edit("spec") { claimSpec(&$0, requestFromStored) } } })

  static let slice = KindConversion(
    toStored: { $0.edit("spec") { $0.editEach("devices", deviceToStored) } },
    fromStored: { $0.edit("spec") { $0.editEach("devices", deviceFromStored) } })

  private static func claimSpec(_ spec: inout Value, _ change: (inout Value) -> Void) {
    spec.edit("devices") { $0.editEach("requests", change) }
  }

  private static let requestNames: Set<String> = ["name", "firstAvailable"]

  private static func requestToStored(_ request: inout Value) {
    let (kept, exact) = parted(request, requestNames)
    request = kept
    if !exact.isEmpty { request["exactly"] = .object(exact) }
  }

  private static func requestFromStored(_ request: inout Value) { unfold("exactly", in: &request) }

  private static func deviceToStored(_ device: inout Value) { unfold("basic", in: &device) }

  private static func deviceFromStored(_ device: inout Value) {
    let (kept, basic) = parted(device, ["name"])
    device = kept
    // A device without anything is a basic one still: those who read this version look for the field.
    device["basic"] = .object(basic)
  }

  private static func parted(_ value: Value, _ names: Set<String>) -> (kept: Value, other: Object) {
    var (kept, other) = (Object(), Object())
    for field in value.object ?? Object() {
      if names.contains(field.key) { kept[field.key] = field.value } else { other[field.key] = field.value }
    }
    return (.object(kept), other)
  }

  private static func unfold(_ name: String, in value: inout Value) {
    let fields = value[name]?.object ?? Object()
    value[name] = nil
    for field in fields { value[field.key] = field.value }
  }
}
