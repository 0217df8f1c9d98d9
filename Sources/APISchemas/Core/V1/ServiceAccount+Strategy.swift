import APIMachinery

struct ServiceAccountRules: KindRules {
  func prepareForCreate(_ object: inout Value) { Self.keepSecretNames(&object) }
  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?) { Self.keepSecretNames(&object) }

  /// References to secrets are by name in the same namespace; everything else in them is meaningless.
  private static func keepSecretNames(_ object: inout Value) {
    object.editEach("secrets") { $0 = ["name": $0["name"] ?? ""] }
  }
}
