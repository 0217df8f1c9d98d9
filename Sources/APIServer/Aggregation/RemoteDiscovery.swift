import APIMachinery
import Client

/// Adds what other servers answer to the discovery documents of this one.
struct RemoteDiscovery: Sendable {
  struct Version: Sendable {
    var api: AggregatedAPI
    /// The server's APIResourceList, as it was last seen; nil when it hasn't been yet.
    var resources: Value?
  }

  /// By group; each group's versions by rank.
  private let groups: [(name: String, versions: [Version])]

  init(_ versions: [Version]) {
    let byGroup = Dictionary(grouping: versions, by: \.api.groupVersion.group)
    groups = byGroup.keys.sorted().map { name in
      let ranked = (byGroup[name] ?? []).sorted { a, b in
        (a.api.versionPriority, a.api.groupVersion.version) > (b.api.versionPriority, b.api.groupVersion.version)
      }
      return (name, ranked)
    }
  }

  /// The document of `/apis`, of `/apis/GROUP`, or their aggregated form, with the remote groups; nil for other documents.
  func merged(_ document: Value?, path: String) -> Value? {
    if let document, document.kind == "APIGroupDiscoveryList" {
      var result = document
      result["items"] = .array(ranked(document["items"]?.array ?? [], name: { $0.name }, aggregated))
      return result
    }
    if path == "/apis", let document {
      var result = document
      result["groups"] = .array(ranked(document["groups"]?.array ?? [], name: { $0["name"]?.string ?? "" }, group))
      return result
    }
    guard let found = groups.first(where: { path == "/apis/" + $0.name }) else { return nil }
    var result = group(found.name, found.versions)
    if let document { return Self.joined(document, result) }
    (result["kind"], result["apiVersion"]) = ("APIGroup", "v1")
    return result
  }

  /// This server's groups with the others among them, each before those that rank lower: clients take the first that has what they look for.
  private func ranked(_ own: [Value], name: (Value) -> String, _ entry: (String, [Version]) -> Value) -> [Value] {
    var result = own.map { (priority: LocalAPIServices.discoveryPriority(of: name($0)), name: name($0), value: $0) }
    for group in groups {
      let value = entry(group.name, group.versions)
      if let place = result.firstIndex(where: { $0.name == group.name }) {
        result[place].value = Self.joined(result[place].value, value)
        continue
      }
      let priority = group.versions.map(\.api.groupPriority).max() ?? 0
      let place = result.firstIndex { $0.priority < priority } ?? result.endIndex
      result.insert((priority, group.name, value), at: place)
    }
    return result.map(\.value)
  }

  /// A group whose versions are answered partly here and partly elsewhere.
  private static func joined(_ own: Value, _ remote: Value) -> Value {
    var result = own
    result["versions"] = .array((own["versions"]?.array ?? []) + (remote["versions"]?.array ?? []))
    return result
  }

  private func group(_ name: String, _ versions: [Version]) -> Value {
    let list = versions.map { version -> Value in
      ["groupVersion": .string(version.api.groupVersion.description), "version": .string(version.api.groupVersion.version)]
    }
    return ["name": .string(name), "versions": .array(list), "preferredVersion": list.first ?? [:]]
  }

  private func aggregated(_ name: String, _ versions: [Version]) -> Value {
    let list = versions.map { version -> Value in
      [
        "version": .string(version.api.groupVersion.version), "freshness": version.api.isAvailable ? "Current" : "Stale",
        "resources": .array(Self.resources(version.resources, version.api.groupVersion)),
      ]
    }
    return ["metadata": ["name": .string(name), "creationTimestamp": .null], "versions": .array(list)]
  }

  /// From an APIResourceList to the entries of aggregated discovery: subresources stand under their resource there.
  static func resources(_ list: Value?, _ version: GroupVersion) -> [Value] {
    var entries: [(name: String, value: Value)] = []
    for resource in list?["resources"]?.array ?? [] {
      let parts = (resource["name"]?.string ?? "").split(separator: "/", maxSplits: 1).map(String.init)
      guard let name = parts.first else { continue }
      let kind: Value = [
        "group": resource["group"] ?? .string(version.group), "version": resource["version"] ?? .string(version.version),
        "kind": resource["kind"] ?? "",
      ]
      if parts.count == 1 {
        var entry: Value = [
          "resource": .string(name), "responseKind": kind, "scope": resource["namespaced"] == true ? "Namespaced" : "Cluster",
          "singularResource": resource["singularName"] ?? "", "verbs": resource["verbs"] ?? [],
        ]
        for key in ["shortNames", "categories"] where resource[key] != nil { entry[key] = resource[key] }
        entries.append((name, entry))
      } else if let position = entries.firstIndex(where: { $0.name == name }) {
        let subresource: Value = ["subresource": .string(parts[1]), "responseKind": kind, "verbs": resource["verbs"] ?? []]
        entries[position].value["subresources"] = .array((entries[position].value["subresources"]?.array ?? []) + [subresource])
      }
    }
    return entries.map(\.value)
  }
}

extension APIServer {
  /// The answer of this server's own discovery, with the groups that others answer.
  func mergedDiscovery(_ segments: [String], _ request: HTTPRequest) throws(StatusError) -> HTTPResponse {
    let remote = aggregator.discovery()
    guard let remote, segments.first == "apis" else { return try discovery.answer(segments, request) }
    let path = "/" + segments.joined(separator: "/")
    var own = request
    own.headers["If-None-Match"] = nil
    let answer: HTTPResponse
    do throws(StatusError) {
      answer = try discovery.answer(segments, own)
    } catch {
      guard let document = remote.merged(nil, path: path) else { throw error }
      return Discovery.tagged(JSON.encode(document), "application/json", request)
    }
    guard case .bytes(let bytes) = answer.body, let document = try? JSON.decode(bytes), let merged = remote.merged(document, path: path)
    else {
      return answer
    }
    return Discovery.tagged(JSON.encode(merged), answer.headers["Content-Type"] ?? "application/json", request)
  }
}
