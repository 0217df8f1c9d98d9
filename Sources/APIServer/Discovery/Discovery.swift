import APIMachinery
import APISchemas
import Client

/// What the API serves, told to clients: groups, versions, resources (kubernetes.io, "Kubernetes API": discovery).
final class Discovery: Sendable {
  private let documents: [String: [UInt8]]
  private let aggregated: [String: [String: [UInt8]]]
  let paths: [String]

  static let aggregatedVersions = ["v2", "v2beta1"]

  init(_ scheme: Scheme, serverAddress: String) {
    let groups = DiscoveryGroup.groups(scheme)
    var documents: [String: [UInt8]] = [:]
    documents["/api"] = JSON.encode([
      "kind": "APIVersions", "versions": ["v1"],
      "serverAddressByClientCIDRs": [["clientCIDR": "0.0.0.0/0", "serverAddress": .string(serverAddress)]],
    ])
    documents["/apis"] = JSON.encode([
      "kind": "APIGroupList", "apiVersion": "v1", "groups": .array(groups.filter { !$0.name.isEmpty }.map(\.value)),
    ])
    for group in groups {
      if !group.name.isEmpty {
        var value = group.value
        (value["kind"], value["apiVersion"]) = ("APIGroup", "v1")
        documents["/apis/" + group.name] = JSON.encode(value)
      }
      for version in group.versions { documents[version.path] = JSON.encode(version.resourceList) }
    }
    self.documents = documents
    var aggregated: [String: [String: [UInt8]]] = ["/api": [:], "/apis": [:]]
    for version in Self.aggregatedVersions {
      aggregated["/api"]?[version] = Self.aggregate(groups.filter(\.name.isEmpty), version)
      aggregated["/apis"]?[version] = Self.aggregate(groups.filter { !$0.name.isEmpty }, version)
    }
    self.aggregated = aggregated
    paths = documents.keys.sorted() + ["/healthz", "/livez", "/metrics", "/metrics/slis", "/openapi/v2", "/openapi/v3", "/readyz", "/version"]
  }

  private static func aggregate(_ groups: [DiscoveryGroup], _ version: String) -> [UInt8] {
    JSON.encode([
      "kind": "APIGroupDiscoveryList", "apiVersion": .string("apidiscovery.k8s.io/" + version), "metadata": [:],
      "items": .array(groups.map(\.aggregated)),
    ])
  }

  func answer(_ segments: [String], _ request: HTTPRequest) throws(StatusError) -> HTTPResponse {
    let path = "/" + segments.joined(separator: "/")
    let accepted = MediaType.accepted(request.headers.all("Accept"))
    for type in accepted {
      if let version = Self.aggregatedVersion(type) {
        guard let bytes = aggregated[path]?[version] else { continue }
        let contentType = "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
        return Self.tagged(bytes, contentType, request)
      }
      if type.parameters["as"] == nil { break }
    }
    guard let bytes = documents[path] else { throw .unknownPath() }
    if accepted.first?.type == "application/yaml", let value = try? JSON.decode(bytes) {
      return ResponseWriter.bytes(YAML.encode(value), type: "application/yaml")
    }
    return Self.tagged(bytes, "application/json", request)
  }

  private static func aggregatedVersion(_ type: MediaType) -> String? {
    guard type.type == "application/json", type.parameters["g"] == "apidiscovery.k8s.io",
      type.parameters["as"] == "APIGroupDiscoveryList", let version = type.parameters["v"], aggregatedVersions.contains(version)
    else { return nil }
    return version
  }

  static func tagged(_ bytes: [UInt8], _ contentType: String, _ request: HTTPRequest) -> HTTPResponse {
    let tag = "\"\(Checksum.text(bytes))\""
    if request.headers["If-None-Match"] == tag { return HTTPResponse(304, headers: ["ETag": tag, "Vary": "Accept"]) }
    return HTTPResponse(200, headers: ["Content-Type": contentType, "ETag": tag, "Vary": "Accept"], body: .bytes(bytes))
  }
}
