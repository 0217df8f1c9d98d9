import APIMachinery
import APISchemas
import Basics
import Client
import Synchronization

extension CannedCluster {
  /// Aggregated discovery of the built-in resources.
  func discovery(isCore: Bool) -> Value {
    let groups = Set(resources.map(\.group)).filter { $0.isEmpty == isCore }.sorted()
    return [
      "kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2",
      "items": .array(groups.map { group in
        let own = resources.filter { $0.group == group }
        let versions = own.map(\.version).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return [
          "metadata": ["name": .string(group)],
          "versions": .array(versions.map { version in
            ["version": .string(version), "resources": .array(own.filter { $0.version == version }.map(Self.entry))]
          }),
        ]
      }),
    ]
  }

  private static func entry(_ resource: ResourceDefinition) -> Value {
    [
      "resource": .string(resource.plural), "singularResource": .string(resource.singular),
      "responseKind": ["group": .string(resource.group), "version": .string(resource.version), "kind": .string(resource.kind)],
      "scope": resource.isNamespaced ? "Namespaced" : "Cluster",
      "shortNames": .array(resource.shortNames.map { .string($0) }), "categories": .array(resource.categories.map { .string($0) }),
      "verbs": .array(resource.verbs.map { .string($0) }),
      "subresources": .array(resource.subresources.map { ["subresource": .string($0.name)] }),
    ]
  }

  /// The objects as a server's table, made at the test's time.
  func table(_ objects: [Value]) -> Value {
    let resource = objects.first?.groupVersionKind.flatMap { Scheme.builtIn.resource(of: $0) }
    let columns = resource?.columns ?? []
    return [
      "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": ["resourceVersion": "100"],
      "columnDefinitions": .array(columns.map {
        ["name": .string($0.name), "type": .string($0.type), "format": .string($0.format), "priority": .int(Int64($0.priority))]
      }),
      "rows": .array(objects.map { object in
        let cells = resource.map { Scheme.builtIn.tableRow(object, of: $0, now: CommandHarness.now) } ?? []
        return ["cells": .array(cells), "object": object]
      }),
    ]
  }

  func groupResource(_ path: String) -> GroupResource {
    let parts = path.split(separator: "/").suffix(2).map(String.init)
    let group = path.hasPrefix("/api/") ? "" : path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    let resource = resources.first { parts.reversed().contains($0.plural) && $0.group == group }
    return resource?.groupResource ?? GroupResource(resource: "unknown")
  }

  func notFound(_ path: String) -> StatusError {
    .notFound(groupResource(path), path.split(separator: "/").last.map(String.init) ?? "")
  }
}

/// What a command sent over a WebSocket.
final class SentMessages: Sendable {
  private let messages = Mutex<[[UInt8]]>([])
  func append(_ message: [UInt8]) { messages.withLock { $0.append(message) } }
  var all: [[UInt8]] { messages.withLock { $0 } }
}

/// A socket that says its lines and closes.
struct CannedSocket: WebSocketConnection {
  let messages: AsyncStream<[UInt8]>
  let sent: SentMessages

  init(_ lines: [[UInt8]], sent: SentMessages) {
    messages = AsyncStream { continuation in
      for line in lines { continuation.yield(line) }
      continuation.finish()
    }
    self.sent = sent
  }

  func send(_ message: [UInt8]) async throws { sent.append(message) }
  func close() async {}
}
