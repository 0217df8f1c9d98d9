import APIMachinery
import Basics
import Testing

@testable import APISchemas

@Suite struct SchemaSourceTests {
  @Test func `every line of the source makes sense`() {
    #expect(SchemaParser.parse(SchemaText.all).problems == [])
  }

  @Test func `every reference resolves`() {
    let types = Scheme.builtIn.types
    var missing: [String] = []
    for name in types.names {
      for field in types.type(name)?.fields ?? [] {
        if let target = field.type.structureName, types.type(target) == nil { missing.append("\(name).\(field.name): \(target)") }
      }
    }
    #expect(missing == [])
  }

  @Test func `facts of a field come through`() throws {
    let types = Scheme.builtIn.types
    let container = try #require(types.type("io.k8s.api.core.v1.Container"))
    let ports = try #require(container.field("ports"))
    #expect(ports.type == .list(.named("io.k8s.api.core.v1.ContainerPort"), .map(keys: ["containerPort", "protocol"])))
    #expect(ports.patchMergeKey == "containerPort")
    #expect(ports.patchStrategies == ["merge"])
    #expect(container.field("name")?.isRequired == true)
    #expect(types.type("io.k8s.api.core.v1.PodSpec")?.field("volumes")?.patchStrategies == ["merge", "retainKeys"])
    #expect(types.type("io.k8s.api.core.v1.PodSpec")?.field("nodeSelector")?.type == .map(.string, isAtomic: true))
    #expect(types.type("io.k8s.api.core.v1.LocalObjectReference")?.isAtomic == true)
    #expect(types.type("io.k8s.api.core.v1.Lifecycle")?.field("stopSignal")?.allowed.contains("SIGTERM") == true)
    #expect(types.type("io.k8s.api.core.v1.ObjectReference")?.field("kind")?.type == .string)
  }

  @Test func `resources have their names, columns, labels and subresources`() throws {
    let pods = try #require(Scheme.builtIn.resource(GroupVersionResource(group: "", version: "v1", resource: "pods")))
    #expect(pods.shortNames == ["po"])
    #expect(pods.categories == ["all"])
    #expect(pods.isNamespaced)
    #expect(pods.columns.map(\.name).prefix(5) == ["Name", "Ready", "Status", "Restarts", "Age"])
    #expect(pods.columns.first { $0.name == "Nominated Node" }?.priority == 1)
    #expect(pods.fieldLabels.contains("spec.nodeName"))
    #expect(pods.subresource("eviction")?.kind == Samples.kind("policy/v1", "Eviction"))
    let deployments = try Samples.resource("apps/v1", "Deployment")
    #expect(deployments.subresource("scale")?.verbs == ["get", "patch", "update"])
    #expect(deployments.typeName == "io.k8s.api.apps.v1.Deployment")
  }

  @Test func `kinds beyond resources have a structure`() {
    for (version, kind) in [
      ("v1", "PodList"), ("v1", "Binding"), ("policy/v1", "Eviction"), ("autoscaling/v1", "Scale"), ("v1", "Status"),
      ("apps/v1", "DeleteOptions"), ("v1", "DeleteOptions"),
    ] {
      let name = Scheme.builtIn.typeName(of: Samples.kind(version, kind))
      #expect(name.map { Scheme.builtIn.types.type($0) != nil } == true, "\(kind)")
    }
    #expect(Scheme.builtIn.typeName(of: Samples.kind("apps/v1", "Nothing")) == nil)
  }

  @Test func `every structure and column is described`() {
    let scheme = Scheme.builtIn
    #expect(scheme.types.names.filter { scheme.types.type($0)?.description.isEmpty ?? true } == [])
    #expect(scheme.resources.flatMap { resource in resource.columns.filter(\.description.isEmpty).map { "\(resource.kind) \($0.name)" } } == [])
    let podSpec = scheme.types.type("io.k8s.api.core.v1.PodSpec")
    #expect(podSpec?.fields.filter(\.description.isEmpty).map(\.name) == [])
  }

  /// apiVersion and kind of an object travel around the message, not in it.
  private static func isInEnvelope(_ field: FieldSchema, _ type: ObjectType) -> Bool {
    ["apiVersion", "kind"].contains(field.name) && Scheme.builtIn.rootTypes.contains { $0.1 == type.name }
  }

  @Test func `every field that is sent has a number of its own`() {
    let scheme = Scheme.builtIn
    var problems: [String] = []
    var seen: Set<String> = []
    var next = scheme.rootTypes.map(\.1)
    while let name = next.popLast() {
      guard seen.insert(name).inserted, let type = scheme.types.type(name) else { continue }
      var taken: [[Int]] = []
      for field in type.fields where !Self.isInEnvelope(field, type) {
        guard let number = field.number else {
          problems.append("\(name).\(field.name) has none")
          continue
        }
        let path = field.enclosingNumbers + [number]
        // A number is either a field or the message around some fields.
        if taken.contains(where: { $0.starts(with: path) || path.starts(with: $0) }) { problems.append("\(name).\(field.name): \(path)") }
        taken.append(path)
      }
      next += type.fields.compactMap(\.type.structureName)
    }
    #expect(problems == [])
    #expect(seen.count > 200)
  }

  @Test func `an embedded structure is a message of its own`() {
    let volume = Scheme.builtIn.types.type("io.k8s.api.core.v1.Volume")
    #expect(volume?.field("name")?.number == 1)
    #expect(volume?.field("name")?.enclosingNumbers == [])
    #expect(volume?.field("emptyDir")?.number == 2)
    #expect(volume?.field("emptyDir")?.enclosingNumbers == [2])
    let list = Scheme.builtIn.types.type("io.k8s.api.core.v1.PodList")
    #expect(list?.fields.compactMap(\.number) == [1, 2])
  }
}
