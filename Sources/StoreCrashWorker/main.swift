import APIMachinery
import Basics
import GitStore
import Glibc
import Store

// Writes to a store from several tasks until it is killed, and tells on standard output what it is about to write and what was
// acknowledged: `try <resource> <namespace> <name> <text>`, then `did ... <revision>`; `-` as text for a delete, revision 0 when
// there was nothing to delete. Each writer has a namespace of its own. With KEPT, history is squashed again and again meanwhile, down to so
// many commits. For the crash tests of GitStore.

let arguments = CommandLine.arguments
guard arguments.count >= 5, let seed = UInt64(arguments[3]), let writers = Int(arguments[4]) else {
  say("usage: StoreCrashWorker REPOSITORY KEY-FILE SEED WRITERS [KEPT]\n", to: 2)
  exit(2)
}

@Sendable func say(_ line: String, to descriptor: Int32 = 1) {
  // One call, so that lines never mix and nothing stays in a buffer when the kill comes.
  _ = Array(line.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
}

let resources: [(GroupResource, String, String)] = [
  (GroupResource(resource: "configmaps"), "v1", "ConfigMap"),
  (GroupResource(resource: "secrets"), "v1", "Secret"),
  (GroupResource(group: "coordination.k8s.io", resource: "leases"), "coordination.k8s.io/v1", "Lease"),
]

@Sendable func work(_ store: GitStore, writer: Int) async throws {
  let random = SeededRandom(seed: seed &* 31 &+ UInt64(writer))
  while true {
    let (resource, apiVersion, kind) = resources[random.below(resources.count)]
    let key = ObjectKey(resource, namespace: "w\(writer)", name: "n\(random.below(12))")
    let text = "\(random.next())"
    let value: Value = [
      "apiVersion": .string(apiVersion), "kind": .string(kind),
      "metadata": ["name": .string(key.name), "namespace": .string(key.namespace)],
      "data": ["text": .string(text)],
    ]
    let isDelete = random.below(5) == 0
    var write = Write(key, isDelete ? .delete : .put(EncodedObject(value)), expecting: .anything)
    if random.below(4) == 0, resource.resource != "leases" {
      write.desired = DesiredChange(before: store.snapshot().get(key)?.decoded(), after: isDelete ? Value?.none : value)
    }
    say("try \(resource) \(key.namespace) \(key.name) \(isDelete ? "-" : text)\n")
    let results = try await store.commit(Transaction([write], Provenance(user: "writer \(writer)", verb: "apply")))
    let revision = (results.first ?? nil)?.revision ?? .zero
    say("did \(resource) \(key.namespace) \(key.name) \(isDelete ? "-" : text) \(revision)\n")
  }
}

do {
  let store = try await GitStore.open(GitStoreOptions(path: arguments[1], keyFile: arguments[2]))
  // What the rounds before left is squashed in any case; from then on, kills come in between.
  let policy = try arguments.dropFirst(5).first.map { try RetentionPolicy($0) }
  if let policy { _ = try? await store.compact(.keeping(policy)) }
  say("open \(store.revision)\n")
  try await withThrowingTaskGroup(of: Void.self) { group in
    for writer in 0..<writers { group.addTask { try await work(store, writer: writer) } }
    if let policy {
      group.addTask { while !Task.isCancelled { _ = try? await store.compact(.keeping(policy)) } }
    }
    try await group.waitForAll()
  }
} catch {
  say("\(error)\n", to: 2)
  exit(1)
}
