import APIMachinery
import Basics
import Testing

@Suite struct FieldRevertTests {
  private func yaml(_ text: String) throws -> Value { try YAML.decode(text) }

  @Test("fields that differ are told in order, elements of lists by their names, and bookkeeping not at all")
  func changes() throws {
    let before = try yaml("{metadata: {resourceVersion: '1', labels: {a.b/c: x}}, spec: {replicas: 3, containers: [{name: web, image: a}, {name: log, image: l}]}}")
    let after = try yaml("{metadata: {resourceVersion: '2', labels: {a.b/c: z}}, spec: {containers: [{name: side, image: s}, {name: web, image: b}]}}")
    let changes = FieldChange.between(before, after).map { $0.line() }
    #expect(changes == [
      #"metadata.labels[a.b/c]: "x" → "z""#,
      #"spec.containers[name=side]: (unset) → {"name":"side","image":"s"}"#,
      #"spec.containers[name=web].image: "a" → "b""#,
      #"spec.containers[name=log]: {"name":"log","image":"l"} → (unset)"#,
      "spec.replicas: 3 → (unset)",
    ])
  }

  @Test("a wanted field is found with its list's brackets left out, around and inside of it")
  func concerns() {
    let path = FieldLocation().field("spec").field("containers").element("web", key: "name").field("image")
    #expect(path.concerns("spec") && path.concerns("spec.containers") && path.concerns("spec.containers.image.x"))
    #expect(path.concerns("spec.containers[name=web]") && !path.concerns("spec.containers[name=log]") && !path.concerns("spec.replicas"))
  }

  @Test("what came after a reverted change stays; what was changed again is a conflict, and is set back by force")
  func revert() throws {
    let before = try yaml("{replicas: 3, containers: [{name: web, image: a}], paused: false}")
    let after = try yaml("{replicas: 5, containers: [{name: web, image: bad}], paused: true}")
    let now = try yaml("{replicas: 7, containers: [{name: web, image: bad}, {name: log, image: l}], paused: true, extra: 1}")
    let revert = FieldRevert(from: after, to: before, in: now)
    #expect(revert.result == (try yaml("{replicas: 7, containers: [{name: web, image: a}, {name: log, image: l}], paused: false, extra: 1}")))
    #expect(revert.conflicts.map(\.path.description) == ["replicas"])
    let forced = FieldRevert(from: after, to: before, in: now, overwrites: true)
    #expect(forced.conflicts.isEmpty && forced.result["replicas"] == 3)
  }

  private func object(_ random: SeededRandom, depth: Int = 0) -> Value {
    var fields = Object()
    for name in ["a", "b", "c", "d"] where random.below(3) > 0 {
      switch random.below(depth < 2 ? 4 : 2) {
      case 0: fields[name] = .int(Int64(random.below(4)))
      case 1: fields[name] = .string("s\(random.below(3))")
      case 2: fields[name] = object(random, depth: depth + 1)
      default: fields[name] = .array(["x", "y", "z"].filter { _ in random.below(2) == 0 }.map { ["name": .string($0), "v": .int(Int64(random.below(3)))] })
      }
    }
    return .object(fields)
  }

  @Test("a change that nothing came after is taken back whole, and again a second time is no change", arguments: 1...8 as ClosedRange<UInt64>)
  func whole(seed: UInt64) {
    let random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let (before, after) = (object(random), object(random))
      let back = FieldRevert(from: after, to: before, in: after)
      #expect(back.result == before && back.conflicts.isEmpty)
      let again = FieldRevert(from: after, to: before, in: before)
      #expect(again.result == before && again.conflicts.isEmpty)
      #expect(FieldChange.between(before, before).isEmpty)
      #expect(FieldChange.between(before, after).isEmpty == (before == after) || before != after)
    }
  }
}
