import APIMachinery
import APISchemas

/// One group of the API with its versions, the preferred first.
struct DiscoveryGroup: Sendable {
  var name: String
  var versions: [DiscoveryVersion]

  /// By the groups' priorities as upstream's aggregator has them, then by name, for clients take the first group that has what they
  /// look for; versions by Kubernetes' order of preference.
  static func groups(_ scheme: Scheme) -> [DiscoveryGroup] {
    var byGroup: [String: [String: [ResourceDefinition]]] = [:]
    for resource in scheme.resources { byGroup[resource.group, default: [:]][resource.version, default: []].append(resource) }
    let storedKinds = Dictionary(
      scheme.resources.map { ($0.gvk, scheme.storageResource(of: $0).gvk) }, uniquingKeysWith: { first, _ in first })
    let names = byGroup.keys.map { (priority: -LocalAPIServices.discoveryPriority(of: $0), name: $0) }.sorted(by: <).map(\.name)
    return names.map { name in
      let versions = byGroup[name] ?? [:]
      return DiscoveryGroup(
        name: name,
        versions: versions.keys.sorted { rank($0) > rank($1) }.map { version in
          DiscoveryVersion(
            groupVersion: GroupVersion(group: name, version: version), resources: (versions[version] ?? []).sorted { $0.plural < $1.plural },
            storedKinds: storedKinds)
        })
    }
  }

  /// Stable before beta before alpha, then the higher number: v2, v1, v1beta2, v1alpha1.
  private static func rank(_ version: String) -> (Int, Int, Int) {
    let parts = version.dropFirst().split { !$0.isNumber }.compactMap { Int($0) }
    let stability = version.contains("alpha") ? 0 : version.contains("beta") ? 1 : 2
    return (stability, parts.first ?? 0, parts.count > 1 ? parts[1] : 0)
  }

  var value: Value {
    let versions = self.versions.map { version -> Value in
      ["groupVersion": .string(version.groupVersion.description), "version": .string(version.groupVersion.version)]
    }
    return ["name": .string(name), "versions": .array(versions), "preferredVersion": versions.first ?? [:]]
  }

  var aggregated: Value {
    var metadata: Value = ["creationTimestamp": .null]
    if !name.isEmpty { metadata["name"] = .string(name) }
    return ["metadata": metadata, "versions": .array(versions.map(\.aggregated))]
  }
}

/// One version of a group, with its resources.
struct DiscoveryVersion: Sendable {
  var groupVersion: GroupVersion
  var resources: [ResourceDefinition]
  /// The kinds that objects are kept as, for those that are kept as another.
  var storedKinds: [GroupVersionKind: GroupVersionKind]

  var path: String { groupVersion.group.isEmpty ? "/api/" + groupVersion.version : "/apis/" + groupVersion.description }

  /// API reference: APIResourceList.
  var resourceList: Value {
    [
      "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .string(groupVersion.description),
      "resources": .array(resources.flatMap { [entry($0)] + $0.subresources.map(Self.entry($0)) }),
    ]
  }

  private func entry(_ resource: ResourceDefinition) -> Value {
    var entry: Value = [
      "name": .string(resource.plural), "singularName": .string(resource.singular), "namespaced": .bool(resource.isNamespaced),
      "kind": .string(resource.kind), "verbs": Self.strings(resource.verbs),
    ]
    if !resource.shortNames.isEmpty { entry["shortNames"] = Self.strings(resource.shortNames) }
    if !resource.categories.isEmpty { entry["categories"] = Self.strings(resource.categories) }
    // What isn't kept anywhere has no version that it is kept in.
    if resource.verbs.contains("watch") { entry["storageVersionHash"] = .string(storageHash(resource)) }
    return entry
  }

  private func storageHash(_ resource: ResourceDefinition) -> String { StorageVersion.hash(storedKinds[resource.gvk] ?? resource.gvk) }

  private static func entry(_ resource: ResourceDefinition) -> (SubresourceDefinition) -> Value {
    { subresource in
      var entry: Value = ["name": .string(resource.plural + "/" + subresource.name), "singularName": "", "namespaced": .bool(resource.isNamespaced)]
      if subresource.kind.groupVersion != resource.groupVersion {
        entry["group"] = .string(subresource.kind.group)
        entry["version"] = .string(subresource.kind.version)
      }
      entry["kind"] = .string(subresource.kind.kind)
      entry["verbs"] = strings(subresource.verbs)
      return entry
    }
  }

  /// API reference: apidiscovery.k8s.io APIVersionDiscovery.
  var aggregated: Value {
    [
      "version": .string(groupVersion.version), "resources": .array(resources.map(Self.aggregatedEntry)), "freshness": "Current",
    ]
  }

  private static func aggregatedEntry(_ resource: ResourceDefinition) -> Value {
    var entry: Value = [
      "resource": .string(resource.plural), "responseKind": kind(resource.gvk), "scope": resource.isNamespaced ? "Namespaced" : "Cluster",
      "singularResource": .string(resource.singular), "verbs": strings(resource.verbs),
    ]
    if !resource.shortNames.isEmpty { entry["shortNames"] = strings(resource.shortNames) }
    if !resource.categories.isEmpty { entry["categories"] = strings(resource.categories) }
    if !resource.subresources.isEmpty {
      entry["subresources"] = .array(resource.subresources.map { subresource in
        ["subresource": .string(subresource.name), "responseKind": kind(subresource.kind), "verbs": strings(subresource.verbs)]
      })
    }
    return entry
  }

  private static func kind(_ kind: GroupVersionKind) -> Value {
    ["group": .string(kind.group), "version": .string(kind.version), "kind": .string(kind.kind)]
  }

  private static func strings(_ texts: [String]) -> Value { .array(texts.map { .string($0) }) }
}
