import APIMachinery
import Basics
import Testing

@testable import APISchemas

@Suite struct OpenAPITests {
  private func references(_ value: Value, _ prefix: String) -> Set<String> {
    switch value {
    case .object(let object):
      var found = Set(object.values.flatMap { references($0, prefix) })
      if let reference = value["$ref"]?.string { found.insert(String(reference.dropFirst(prefix.count))) }
      return found
    case .array(let array): return Set(array.flatMap { references($0, prefix) })
    default: return []
    }
  }

  @Test func `version 2 resolves all its references`() throws {
    let document = Samples.scheme.openAPIv2()
    let names = Set(try #require(document["definitions"]?.object).fieldNames)
    #expect(references(document, "#/definitions/").subtracting(names) == [])
    let pod = try #require(document["definitions"]?["io.k8s.api.core.v1.Pod"])
    #expect(pod["x-kubernetes-group-version-kind"] == [["group": "", "kind": "Pod", "version": "v1"]])
    let containers = document["definitions"]?["io.k8s.api.core.v1.PodSpec"]?["properties"]?["containers"]
    #expect(containers?["x-kubernetes-patch-merge-key"] == "name")
    #expect(containers?["x-kubernetes-patch-strategy"] == "merge")
    #expect(containers?["x-kubernetes-list-map-keys"] == ["name"])
  }

  @Test func `a patch of each writable kind names dry run, manager and validation`() throws {
    let paths = try #require(Samples.scheme.openAPIv2()["paths"])
    let patch = try #require(paths["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]?["patch"])
    #expect(patch["x-kubernetes-action"] == "patch")
    #expect(patch["x-kubernetes-group-version-kind"] == ["group": "apps", "kind": "Deployment", "version": "v1"])
    let names = patch["parameters"]?.array?.compactMap { $0["name"]?.string } ?? []
    #expect(Set(names).isSuperset(of: ["dryRun", "fieldManager", "fieldValidation", "force", "body"]))
    #expect(paths["/api/v1/nodes/{name}"]?["get"]?["operationId"] == "readCoreV1Node")
    #expect(paths["/api/v1/pods"]?["get"]?["operationId"] == "listCoreV1PodForAllNamespaces")
    #expect(paths["/api/v1/namespaces/{namespace}/pods/{name}/status"]?["put"]?["operationId"] == "replaceCoreV1NamespacedPodStatus")
  }

  @Test func `operation ids are unique`() throws {
    var ids: [String] = []
    for path in try #require(Samples.scheme.openAPIv2()["paths"]?.object) {
      for item in path.value.object ?? Object() { if let id = item.value["operationId"]?.string { ids.append(id) } }
    }
    #expect(ids.count == Set(ids).count)
    #expect(ids.count > 100)
  }

  @Test func `version 3 of each group resolves all its references`() throws {
    for version in Set(Samples.scheme.resources.map(\.groupVersion)) {
      let document = Samples.scheme.openAPIv3(version)
      let names = Set(try #require(document["components"]?["schemas"]?.object).fieldNames)
      #expect(references(document, "#/components/schemas/").subtracting(names) == [])
      #expect(document["paths"]?.object?.isEmpty == false)
    }
  }
}
