import APIMachinery

/// Reads what a server offers: aggregated discovery (KEP-3352) in two requests, else one request a group version.
struct Discovery {
  var get: @Sendable (_ path: String, _ accept: String) async throws -> Value

  private static let aggregated =
    ["v2", "v2beta1"].map { "application/json;g=apidiscovery.k8s.io;v=\($0);as=APIGroupDiscoveryList" }.joined(separator: ",")
    + ",application/json"

  func catalog() async throws -> ResourceCatalog {
    async let core = resources(at: "/api")
    async let groups = resources(at: "/apis")
    return try await ResourceCatalog(core + groups)
  }

  private func resources(at path: String) async throws -> [APIResource] {
    let answer = try await get(path, Self.aggregated)
    switch answer.kind {
    case "APIGroupDiscoveryList": return Self.resources(aggregated: answer)
    case "APIVersions":
      let versions = answer["versions"]?.array?.compactMap(\.string) ?? []
      return try await resources(of: versions.map { GroupVersion(group: "", version: $0) })
    default:
      return try await resources(of: Self.groupVersions(answer))
    }
  }

  private static func groupVersions(_ groupList: Value) -> [GroupVersion] {
    (groupList["groups"]?.array ?? []).flatMap { group -> [GroupVersion] in
      let versions = group["versions"]?.array?.compactMap { $0["groupVersion"]?.string.flatMap { GroupVersion($0) } } ?? []
      let preferred = group["preferredVersion"]?["groupVersion"]?.string.flatMap { GroupVersion($0) }
      return versions.filter { $0 == preferred } + versions.filter { $0 != preferred }
    }
  }

  /// A group version that can't be read now (an aggregated server that is down) leaves the others usable.
  private func resources(of groupVersions: [GroupVersion]) async throws -> [APIResource] {
    var resources: [APIResource] = []
    for groupVersion in groupVersions {
      let path = groupVersion.group.isEmpty ? "/api/\(groupVersion.version)" : "/apis/\(groupVersion)"
      guard let list = try? await get(path, "application/json") else { continue }
      resources += Self.resources(list, groupVersion)
    }
    return resources
  }

  private static func resources(_ list: Value, _ groupVersion: GroupVersion) -> [APIResource] {
    let entries = list["resources"]?.array ?? []
    var resources: [APIResource] = []
    for entry in entries {
      let name = entry["name"]?.string ?? ""
      if let slash = name.firstIndex(of: "/") {
        guard let owner = resources.firstIndex(where: { $0.plural == name[..<slash] }) else { continue }
        resources[owner].subresources.append(String(name[name.index(after: slash)...]))
        continue
      }
      var resource = APIResource(
        group: entry["group"]?.string ?? groupVersion.group, version: entry["version"]?.string ?? groupVersion.version,
        kind: entry["kind"]?.string ?? "", plural: name, singular: entry["singularName"]?.string ?? "",
        isNamespaced: entry["namespaced"]?.bool ?? false)
      resource.shortNames = entry["shortNames"]?.array?.compactMap(\.string) ?? []
      resource.categories = entry["categories"]?.array?.compactMap(\.string) ?? []
      resource.verbs = entry["verbs"]?.array?.compactMap(\.string) ?? []
      resources.append(resource)
    }
    return resources
  }

  private static func resources(aggregated: Value) -> [APIResource] {
    var resources: [APIResource] = []
    for group in aggregated["items"]?.array ?? [] {
      for version in group["versions"]?.array ?? [] {
        for entry in version["resources"]?.array ?? [] {
          let kind = entry["responseKind"]
          var resource = APIResource(
            group: group.name, version: version["version"]?.string ?? "", kind: kind?["kind"]?.string ?? "",
            plural: entry["resource"]?.string ?? "", singular: entry["singularResource"]?.string ?? "",
            isNamespaced: entry["scope"]?.string == "Namespaced")
          resource.shortNames = entry["shortNames"]?.array?.compactMap(\.string) ?? []
          resource.categories = entry["categories"]?.array?.compactMap(\.string) ?? []
          resource.verbs = entry["verbs"]?.array?.compactMap(\.string) ?? []
          resource.subresources = entry["subresources"]?.array?.compactMap { $0["subresource"]?.string } ?? []
          resources.append(resource)
        }
      }
    }
    return resources
  }
}
