import APIMachinery

/// What may only be consumed where a quota covers it (API reference: apiserver.config.k8s.io ResourceQuotaConfiguration).
public struct ResourceQuotaConfiguration: Hashable, Sendable {
  public struct LimitedResource: Hashable, Sendable {
    public var resource: GroupResource
    /// Parts of names of what objects take, such as `.storageclass.storage.k8s.io/requests.storage`.
    public var nameParts: [String]
    /// Requirements as a ResourceQuota's `scopeSelector` has them.
    public var scopes: [Value]
  }

  public private(set) var limitedResources: [LimitedResource] = []

  private static let scopeNames = [
    "Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity", "VolumeAttributesClass",
  ]
  private static let operators = ["In", "NotIn", "Exists", "DoesNotExist"]

  /// Nothing is limited.
  public init() {}

  public init(_ file: ConfigurationFile) throws(ConfigurationFileError) {
    let isOld = file.value.kind == "Configuration"
    limitedResources = try file.read(
      isOld ? "Configuration" : "ResourceQuotaConfiguration", group: isOld ? "resourcequota.admission.k8s.io" : "apiserver.config.k8s.io",
      versions: isOld ? ["v1beta1", "v1alpha1"] : ["v1"]) { Self.limited($0) }
  }

  /// As a plugin's entry in an AdmissionConfiguration has it, in place.
  init(_ reader: FieldReader) {
    _ = (reader.text("apiVersion"), reader.text("kind"))
    limitedResources = Self.limited(reader)
    reader.end()
  }

  private static func limited(_ reader: FieldReader) -> [LimitedResource] {
    reader.objects("limitedResources").map { item in
      defer { item.end() }
      let resource = item.text("resource")
      if resource.isEmpty { item.note(.required(item.place("resource"))) }
      return LimitedResource(
        resource: GroupResource(group: item.text("apiGroup"), resource: resource), nameParts: item.texts("matchContains"),
        scopes: item.objects("matchScopes").map(scope))
    }
  }

  /// One that nothing could ever match is an error: it would leave open what it is to keep shut.
  private static func scope(_ reader: FieldReader) -> Value {
    defer { reader.end() }
    let (name, sign) = (reader.text("scopeName"), reader.text("operator"))
    if !scopeNames.contains(name) { reader.note(.notSupported(reader.place("scopeName"), .string(name), scopeNames)) }
    if !operators.contains(sign) { reader.note(.notSupported(reader.place("operator"), .string(sign), operators)) }
    let values = reader.texts("values")
    if values.isEmpty == ["In", "NotIn"].contains(sign) {
      reader.note(.invalid(reader.place("values"), .array(values.map { .string($0) }), "must be given with In and NotIn, and with nothing else"))
    }
    return ["scopeName": .string(name), "operator": .string(sign), "values": .array(values.map { .string($0) })]
  }
}
