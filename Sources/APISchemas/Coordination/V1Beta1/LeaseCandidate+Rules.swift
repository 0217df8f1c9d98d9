import APIMachinery
import Basics

struct LeaseCandidateRules: KindRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    _ = list.requiredText(spec, "leaseName", "spec")
    for key in ["binaryVersion", "emulationVersion"] {
      let text = spec.text(key)
      if key == "binaryVersion", text.isEmpty {
        list.required("spec.binaryVersion", "binaryVersion is required")
      } else if !text.isEmpty, version(text) == nil {
        list.invalid(FieldPath("spec").child(key), .string(text), "must be a valid version")
      }
    }
    if let binary = version(spec.text("binaryVersion")), let emulated = version(spec.text("emulationVersion")),
      binary.lexicographicallyPrecedes(emulated)
    {
      list.invalid(
        "spec.binaryVersion", .string(spec.text("binaryVersion")), "must be greater than or equal to \(spec.text("emulationVersion"))")
    }
    strategy(spec, &list)
    return list.errors
  }

  private func strategy(_ spec: Value, _ list: inout FieldErrorList) {
    guard let strategy = list.requiredText(spec, "strategy", "spec") else { return }
    CoordinatedLeaseStrategy.validate(strategy, "spec.strategy", &list)
    if strategy == CoordinatedLeaseStrategy.oldestEmulationVersion, spec.isUnset("emulationVersion") {
      list.required("spec.emulationVersion", "must be specified when `strategy` is 'OldestEmulationVersion'")
    }
  }

  /// The numbers of `1.36.0` or `v1.36`; nil for anything else.
  private func version(_ text: String) -> [Int]? {
    let parts = (text.hasPrefix("v") ? text.dropFirst() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.prefix(3).map { Int($0.prefix { $0.isNumber }) }
    guard (2...3).contains(parts.count), !numbers.contains(nil) else { return nil }
    return numbers.compactMap(\.self)
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["spec"]?["leaseName"], old["spec"]?["leaseName"], "spec.leaseName")
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    return [.string(object.name)] + ["leaseName", "binaryVersion", "emulationVersion"].map { .string(spec.text($0)) }
      + [Cell.age(object, now)]
  }
}
