import APIMachinery

/// The rules of the projections that carry certificates, and of the files that all projections of a volume make together.
enum ProjectedVolumeValidation {
  private static let keyTypes = ["RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519"]
  private static let lifeSecondsMin: Int64 = 3600
  private static let lifeSecondsMax: Int64 = 91 * 24 * 3600

  static func trustBundle(_ item: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    switch (item["name"], item["signerName"]) {
    case (.some, .some): list.invalid(path, item, "only one of name and signerName may be used")
    case (nil, nil): list.required(path, "either name or signerName must be specified")
    case (.some, nil):
      if item.isUnset("name") { list.required(path.child("name"), "must be a valid object name") }
      if let selector = item["labelSelector"] {
        list.invalid(path.child("labelSelector"), selector, "labelSelector must be unset if signerName is not specified")
      }
    case (nil, .some):
      if item.isUnset("signerName") { list.required(path.child("signerName"), "must be a valid signer name") }
      LabelSelectorValidation.validate(item["labelSelector"], path.child("labelSelector"), &list)
    }
    if let file = list.requiredText(item, "path", path) { VolumeValidation.relativePath(file, path.child("path"), &list) }
  }

  static func certificate(_ item: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    SignerNameValidation.validate(item.text("signerName"), path.child("signerName"), &list)
    if !keyTypes.contains(item.text("keyType")) { list.notSupported(path.child("keyType"), .string(item.text("keyType")), keyTypes) }
    if let seconds = item["maxExpirationSeconds"]?.int {
      let place = path.child("maxExpirationSeconds")
      if seconds < lifeSecondsMin { list.invalid(place, .int(seconds), "if provided, maxExpirationSeconds must be >= \(lifeSecondsMin)") }
      if seconds > lifeSecondsMax { list.invalid(place, .int(seconds), "if provided, maxExpirationSeconds must be <= \(lifeSecondsMax)") }
    }
    let files = ["credentialBundlePath", "keyPath", "certificateChainPath"].filter { !item.isUnset($0) }
    if files.isEmpty {
      list.required(path, "specify at least one of credentialBundlePath, keyPath, and certificateChainPath")
    }
    for key in files { VolumeValidation.relativePath(item.text(key), path.child(key), &list) }
  }

  /// No two projections make the same file.
  static func files(_ sources: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    var taken: Set<String> = []
    for source in sources {
      for (kind, projection) in source.object ?? Object() {
        for file in files(of: projection, kind) where !file.isEmpty && !taken.insert(file).inserted {
          list.invalid(path, .string(projection.isUnset("name") ? file : projection.text("name")), "conflicting duplicate paths")
        }
      }
    }
  }

  private static func files(of projection: Value, _ kind: String) -> [String] {
    switch kind {
    case "secret", "configMap", "downwardAPI": projection.list("items").map { $0.text("path") }
    case "podCertificate": ["credentialBundlePath", "keyPath", "certificateChainPath"].map { projection.text($0) }
    default: [projection.text("path")]
    }
  }
}
