import APIMachinery
import Basics

struct CSIDriverRules: KindRules {
  private static let nameBytesMax = 63
  private static let expirationSeconds: ClosedRange<Int64> = 600...(1 << 32)
  private static let updatePeriodSecondsMin: Int64 = 10

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      for (key, value) in [("attachRequired", true), ("podInfoOnMount", false), ("storageCapacity", false), ("requiresRepublish", false)]
      where spec[key] == nil {
        spec[key] = .bool(value)
      }
      if spec["seLinuxMount"] == nil { spec["seLinuxMount"] = false }
      spec.setDefault("fsGroupPolicy", "ReadWriteOnceWithFSType")
      if spec.list("volumeLifecycleModes").isEmpty { spec["volumeLifecycleModes"] = ["Persistent"] }
    }
  }

  /// The settings that drivers react to count as generations.
  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?) {
    let watched = ["tokenRequests", "requiresRepublish", "seLinuxMount"]
    if watched.contains(where: { object["spec"]?[$0] != old["spec"]?[$0] }) {
      object["metadata"]?["generation"] = .int(old.generation + 1)
    }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    Self.driverName(object.name, "metadata.name", &list)
    for (position, mode) in spec.list("volumeLifecycleModes").enumerated() where !["Persistent", "Ephemeral"].contains(mode.string) {
      list.notSupported(FieldPath("spec.volumeLifecycleModes").index(position), mode, ["Persistent", "Ephemeral"])
    }
    list.oneOf(spec, "fsGroupPolicy", ["ReadWriteOnceWithFSType", "File", "None"], at: "spec")
    tokenRequests(spec.list("tokenRequests"), "spec.tokenRequests", &list)
    if let period = spec["nodeAllocatableUpdatePeriodSeconds"]?.int, period < Self.updatePeriodSecondsMin {
      list.invalid(
        "spec.nodeAllocatableUpdatePeriodSeconds", .int(period), "must be greater than or equal to \(Self.updatePeriodSecondsMin) seconds")
    }
    if spec["serviceAccountTokenInSecrets"] != nil, spec.list("tokenRequests").isEmpty {
      list.invalid(
        "spec.serviceAccountTokenInSecrets", spec["serviceAccountTokenInSecrets"] ?? false,
        "serviceAccountTokenInSecrets is only valid when tokenRequests is specified")
    }
    return list.errors
  }

  private func tokenRequests(_ requests: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    var audiences = Set<String>()
    for (position, request) in requests.enumerated() {
      let place = path.index(position)
      let audience = request.text("audience")
      if !audiences.insert(audience).inserted { list.duplicate(place.child("audience"), .string(audience)) }
      guard let seconds = request["expirationSeconds"]?.int else { continue }
      if seconds < Self.expirationSeconds.lowerBound {
        list.invalid(place.child("expirationSeconds"), .int(seconds), "may not specify a duration less than 10 minutes")
      } else if seconds > Self.expirationSeconds.upperBound {
        list.invalid(place.child("expirationSeconds"), .int(seconds), "may not specify a duration larger than 2^32 seconds")
      }
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    for (key, place) in [("attachRequired", "attachedRequired"), ("volumeLifecycleModes", "volumeLifecycleModes")] {
      list.immutable(object["spec"]?[key], old["spec"]?[key], FieldPath("spec").child(place))
    }
    return list.errors
  }

  /// The name of a storage driver.
  static func driverName(_ name: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if name.isEmpty { return list.required(path) }
    if name.utf8.count > nameBytesMax { list.tooLong(path, bytes: nameBytesMax) }
    list.check(NameFormat.dns1123Subdomain(name.lowercased()), path, name)
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    func flag(_ key: String, otherwise: Bool = false) -> Value { .bool(spec[key]?.bool ?? otherwise) }
    let audiences = spec.list("tokenRequests").map { $0.text("audience") }
    let modes = spec.list("volumeLifecycleModes").compactMap(\.string)
    return [
      .string(object.name), flag("attachRequired", otherwise: true), flag("podInfoOnMount"), flag("storageCapacity"),
      audiences.isEmpty ? "<unset>" : .string(audiences.joined(separator: ",")), flag("requiresRepublish"),
      modes.isEmpty ? "Persistent" : .string(modes.joined(separator: ",")), Cell.age(object, now),
    ]
  }
}
