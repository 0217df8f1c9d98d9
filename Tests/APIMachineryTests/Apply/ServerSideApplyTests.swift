import APIMachinery
import Basics
import Testing

@Suite struct ServerSideApplyTests {
  private let engine = ServerSideApply(types: WidgetSchema.types, typeName: "Widget", apiVersion: "test/v1")

  private func writer(_ name: String, subresource: String = "", at second: Int64 = 0) -> ServerSideApply.Writer {
    .init(manager: name, subresource: subresource, time: Timestamp(secondsSinceEpoch: 1_700_000_000 + second))
  }

  private func widget(_ spec: Value, metadata: Value = [:]) -> Value {
    var metadata = metadata
    metadata["name"] = "w"
    return ["apiVersion": "test/v1", "kind": "Widget", "metadata": metadata, "spec": spec]
  }

  private func entry(_ object: Value, _ manager: String, _ operation: ManagedFieldsEntry.Operation = .apply) -> ManagedFieldsEntry? {
    object.managedFields.first { $0.manager == manager && $0.operation == operation }
  }

  @Test func `the first apply creates the object and owns what it says`() throws {
    let object = try engine.apply(widget(["replicas": 1, "containers": [["name": "a", "ports": [["port": 80]]]], "args": ["x"]]), to: nil, as: writer("me"))
    #expect(object["spec"]?["replicas"] == 1)
    #expect(entry(object, "me")?.fields.fieldsV1 == [
      "f:spec": [
        "f:args": [:], "f:containers": ["k:{\"name\":\"a\"}": [".": [:], "f:name": [:], "f:ports": ["k:{\"port\":80,\"protocol\":\"TCP\"}": [".": [:], "f:port": [:]]]]],
        "f:replicas": [:],
      ]
    ])
    #expect(object.managedFields.first?.value["time"] == "2023-11-14T22:13:20Z")
  }

  @Test func `applying the same again changes nothing at all`() throws {
    let source = RandomValue(seed: 31)
    for _ in 0..<500 {
      let config = WidgetSchema.random(source)
      let base = engine.trackUpdate(from: nil, to: WidgetSchema.random(source), by: writer("other"))
      let once = try engine.apply(config, to: base, as: writer("me"), force: true)
      let twice = try engine.apply(config, to: once, as: writer("me", at: 99))
      #expect(once == twice)
      // What was applied is there and owned.
      let check = MergePatch.apply(.object((config.object ?? Object()).filter { $0.key == "spec" }), to: once)
      #expect(check["spec"]?["replicas"] == once["spec"]?["replicas"])
      #expect(try engine.apply(config, to: nil, as: writer("me")).managedFields.first?.fields == entry(once, "me")?.fields)
    }
  }

  @Test func `another's value is a conflict, the same value is shared, force takes it`() throws {
    let live = engine.trackUpdate(from: nil, to: widget(["replicas": 1, "image": "x"]), by: writer("kubectl-edit"))
    #expect {
      _ = try engine.apply(widget(["replicas": 2]), to: live, as: writer("me"))
    } throws: { error in
      let error = error as? StatusError
      return error?.code == 409 && error?.message == "Apply failed with 1 conflict: conflict with \"kubectl-edit\" using test/v1: .spec.replicas"
        && error?.causes == [.init(reason: "FieldManagerConflict", message: "conflict with \"kubectl-edit\" using test/v1", field: ".spec.replicas")]
    }
    #expect {
      _ = try engine.apply(widget(["replicas": 2, "image": "y"]), to: live, as: writer("me"))
    } throws: {
      ($0 as? StatusError)?.message == "Apply failed with 2 conflicts: conflicts with \"kubectl-edit\" using test/v1:\n- .spec.image\n- .spec.replicas"
    }
    let shared = try engine.apply(widget(["replicas": 1]), to: live, as: writer("me"))
    #expect(entry(shared, "kubectl-edit", .update)?.fields.contains(["f:spec", "f:replicas"]) == true)
    let forced = try engine.apply(widget(["replicas": 2]), to: live, as: writer("me"), force: true)
    #expect(forced["spec"] == ["replicas": 2, "image": "x"])
    #expect(entry(forced, "kubectl-edit", .update)?.fields.paths == [".spec.image"])
  }

  @Test func `what a manager gives up goes, unless someone else has it`() throws {
    let first = try engine.apply(
      widget(["replicas": 1, "image": "x", "containers": [["name": "a", "image": "1"], ["name": "b"]]], metadata: ["labels": ["l": "1", "m": "2"]]), to: nil, as: writer("me"))
    let second = try engine.apply(widget(["image": "x"], metadata: ["labels": ["m": "2"]]), to: first, as: writer("you"))
    let third = try engine.apply(widget(["containers": [["name": "a"]]]), to: second, as: writer("me"))
    #expect(third["spec"] == ["image": "x", "containers": [["name": "a"]]])
    #expect(third["metadata"]?["labels"] == ["m": "2"])
    #expect(third.name == "w")
    let fourth = try engine.apply(widget([:]), to: third, as: writer("me"))
    #expect(fourth["spec"] == ["image": "x"])
  }

  @Test func `an element keeps its key while another owns part of it`() throws {
    let live = try engine.apply(widget(["containers": [["name": "a", "image": "1"]]]), to: nil, as: writer("me"))
    var changed = live
    changed["spec"] = ["containers": [["name": "a", "image": "1", "args": ["z"]]]]
    let updated = engine.trackUpdate(from: live, to: changed, by: writer("controller"))
    let left = try engine.apply(widget([:]), to: updated, as: writer("me"))
    #expect(left["spec"] == ["containers": [["name": "a", "args": ["z"]]]])
  }

  @Test func `sets merge by value, atomic structures are one field`() throws {
    let live = try engine.apply(widget(["selector": ["labels": ["a": "1"]]], metadata: ["finalizers": ["x"]]), to: nil, as: writer("me"))
    let both = try engine.apply(widget([:], metadata: ["finalizers": ["y"]]), to: live, as: writer("you"))
    #expect(Set(both.finalizers) == ["x", "y"])
    #expect(entry(both, "me")?.fields.paths == [".metadata.finalizers[=\"x\"]", ".spec.selector"])
    #expect(try engine.apply(widget(["selector": ["labels": ["a": "1"]]]), to: both, as: writer("me")).finalizers == ["y"])
    #expect(throws: StatusError.self) { try engine.apply(widget(["selector": ["labels": ["b": "1"]]]), to: both, as: writer("you")) }
  }

  @Test func `a configuration that can't be typed is refused`() {
    for spec: Value in [["containers": [["image": "x"]]], ["containers": [["name": "a"], ["name": "a"]]]] {
      #expect { try engine.apply(widget(spec), to: nil, as: writer("me")) } throws: { ($0 as? StatusError)?.code == 400 }
    }
    #expect { try engine.apply(widget([:], metadata: ["managedFields": [[:]]]), to: nil, as: writer("me")) } throws: {
      ($0 as? StatusError)?.message == "metadata.managedFields must be nil"
    }
  }

  @Test func `updates take what they change, by subresource`() {
    let created = engine.trackUpdate(from: nil, to: widget(["replicas": 1], metadata: ["labels": ["a": "1"], "uid": "u"]), by: writer("make"))
    #expect(entry(created, "make", .update)?.fields.fieldsV1 == ["f:metadata": ["f:labels": [".": [:], "f:a": [:]]], "f:spec": ["f:replicas": [:]]])
    var next = created
    next["status"] = ["ready": 1]
    let updated = engine.trackUpdate(from: created, to: next, by: writer("kubelet", subresource: "status", at: 5))
    #expect(entry(updated, "kubelet", .update)?.subresource == "status")
    #expect(entry(updated, "kubelet", .update)?.fields.paths == [".status.ready"])
    var removed = updated
    removed["spec"] = [:]
    let last = engine.trackUpdate(from: updated, to: removed, by: writer("x", at: 9))
    #expect(entry(last, "make", .update)?.fields.paths == [".metadata.labels", ".metadata.labels.a"])
    #expect(entry(last, "x", .update) == nil)
    #expect(engine.trackUpdate(from: last, to: last, by: writer("y", at: 10)) == last)
  }

  @Test func `a client may reset managedFields, but not delete them by not knowing them`() throws {
    let live = engine.trackUpdate(from: nil, to: widget(["replicas": 1]), by: writer("make"))
    var unaware = live
    unaware[path: "metadata", "managedFields"] = nil
    #expect(engine.trackUpdate(from: live, to: unaware, by: writer("x")) == live)
    var reset = live
    reset[path: "metadata", "managedFields"] = [[:]]
    let untracked = engine.trackUpdate(from: live, to: reset, by: writer("x"))
    #expect(untracked["metadata"]?["managedFields"] == nil)
    var changed = untracked
    changed["spec"] = ["replicas": 3]
    #expect(engine.trackUpdate(from: untracked, to: changed, by: writer("x")).managedFields.isEmpty)
    let applied = try engine.apply(widget(["image": "i"]), to: untracked, as: writer("me"))
    #expect(entry(applied, "before-first-apply", .update)?.fields.paths == [".spec.replicas"])
  }

  @Test func `at most ten updaters are remembered, the oldest fold into one`() {
    var object = engine.trackUpdate(from: nil, to: widget([:], metadata: ["labels": ["l0": "x"]]), by: writer("m0"))
    for number in 1..<16 {
      var next = object
      next[path: "metadata", "labels", "l\(number)"] = "x"
      object = engine.trackUpdate(from: object, to: next, by: writer("m\(number)", at: Int64(number)))
    }
    #expect(object.managedFields.count == 10)
    let all = object.managedFields.reduce(FieldSet()) { $0.union($1.fields) }
    #expect(all.paths.count == 18)
    #expect(entry(object, "ancient-changes", .update)?.fields.contains(["f:metadata", "f:labels", "f:l3"]) == true)
    #expect(entry(object, "m15", .update) != nil)
  }

  @Test func `kubectl takes over from its client-side apply`() throws {
    let annotation = "kubectl.kubernetes.io/last-applied-configuration"
    let config = widget(["replicas": 1, "image": "x"])
    var created = config
    created[path: "metadata", "annotations", annotation] = .string(JSON.text(config))
    let live = engine.trackUpdate(from: nil, to: created, by: writer("kubectl-client-side-apply"))
    let changed = widget(["replicas": 2])
    #expect(throws: StatusError.self) { try engine.apply(changed, to: live, as: writer("other")) }
    let taken = try engine.apply(changed, to: live, as: writer("kubectl"))
    #expect(taken["spec"]?["replicas"] == 2)
    #expect(taken.annotations[annotation] == JSON.text(changed) + "\n")
    let upgraded = ServerSideApply.upgradeFromClientSideApply(live)
    #expect(entry(upgraded, "kubectl")?.fields.paths == [".metadata.annotations", ".spec.image", ".spec.replicas"])
    #expect(try engine.apply(changed, to: upgraded, as: writer("kubectl"))["spec"] == ["replicas": 2])
  }

  @Test func `ownership properties hold over random histories`() throws {
    let source = RandomValue(seed: 41)
    for _ in 0..<300 {
      var object: Value?
      for step in 0..<6 {
        let next = WidgetSchema.random(source)
        let manager = "m\(source.random.below(3))"
        if source.random.below(2) == 0 {
          object = try engine.apply(next, to: object, as: writer(manager, at: Int64(step)), force: true)
          let check = try engine.apply(next, to: object, as: writer(manager, at: 50))
          #expect(check == object)
        } else {
          object = engine.trackUpdate(from: object, to: next, by: writer(manager, at: Int64(step)))
        }
        // Every owned field is there: taking the tracked fields of the object and removing the owned leaves none dangling.
        let present = engine.trackUpdate(from: nil, to: stripped(object ?? .null), by: writer("all")).managedFields.first?.fields ?? FieldSet()
        for entry in object?.managedFields ?? [] {
          let dangling = Set(entry.fields.paths).subtracting(present.paths).filter { path in
            // An emptied container stays owned by who owned the fields' parent.
            !present.paths.contains { $0.hasPrefix(path) }
          }
          #expect(dangling.isEmpty, "\(dangling) \(JSON.text(object ?? .null))")
          #expect(FieldSet(fieldsV1: entry.fields.fieldsV1).fieldsV1 == entry.fields.fieldsV1)
        }
      }
    }
  }

  private func stripped(_ object: Value) -> Value {
    var object = object
    object[path: "metadata", "managedFields"] = nil
    return object
  }
}

@Suite struct FieldSetTests {
  @Test func `set algebra`() {
    let engine = ServerSideApply(types: WidgetSchema.types, typeName: "Widget", apiVersion: "v1")
    let source = RandomValue(seed: 51)
    func set() -> FieldSet {
      let writer = ServerSideApply.Writer(manager: "m", time: Timestamp(secondsSinceEpoch: 0))
      return engine.trackUpdate(from: nil, to: WidgetSchema.random(source), by: writer).managedFields.first?.fields ?? FieldSet()
    }
    for _ in 0..<500 {
      let (a, b) = (set(), set())
      #expect(Set(a.union(b).paths) == Set(a.paths).union(b.paths))
      #expect(Set(a.subtracting(b).paths) == Set(a.paths).subtracting(b.paths))
      #expect(Set(a.intersection(b).paths) == Set(a.paths).intersection(b.paths))
      #expect(a.subtracting(a).isEmpty)
      #expect(a.subtracting(b).intersection(b).isEmpty)
    }
  }
}
