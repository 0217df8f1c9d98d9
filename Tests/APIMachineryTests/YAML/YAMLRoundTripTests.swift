import APIMachinery
import Basics
import Testing

@Suite("YAML round trips")
struct YAMLRoundTripTests {
  @Test("every tempting string survives as value, as key and in a list", arguments: RandomValue.strings)
  func tempting(text: String) throws {
    let fields: [(String, Value)] = [("k", .string(text)), (text, 1), ("l", .array([.string(text), [.string(text)]]))]
    let value = Value.object(Object(fields))
    #expect(try YAML.decode(YAML.encode(value)) == value, "\(YAML.text(value))")
    #expect(try YAML.decode(YAML.encode(.string(text))) == .string(text), "\(YAML.text(.string(text)))")
  }

  @Test("random values survive, sorted or not")
  func random() throws {
    let source = RandomValue(seed: 7)
    for _ in 0..<1_000 {
      let value = source.value()
      let text = YAML.text(value)
      #expect(try YAML.decode(text) == value, "\(text)")
      #expect(try YAML.decode(YAML.encode(value, sortKeys: true)) == value)
      #expect(try JSON.decode(JSON.encode(value)).description == value.description)
    }
  }

  @Test("JSON is read as YAML")
  func json() throws {
    let source = RandomValue(seed: 8)
    for _ in 0..<500 {
      let value = source.value()
      if JSON.text(value).unicodeScalars.contains(where: { $0 == "\u{7f}" || $0 == "\u{feff}" || (0x80...0x9f).contains($0.value) || (0x2028...0x2029).contains($0.value) }) { continue }
      #expect(try YAML.documents(JSON.encode(["v": value]))[0].value["v"]?.description == value.description, "\(JSON.text(value))")
    }
  }

  @Test("mutated manifests never crash, and every error has a place in the text")
  func mutations() {
    let random = SeededRandom(seed: 11)
    let corpus = [podManifest, "a: &x [1, 2]\nb: *x\n---\nc: {<<: {d: e}}\n", "a: |2-\n   b\n  c\n? x\n: - y\n"].map { Array($0.utf8) }
    var failures = 0
    for round in 0..<6_000 {
      var bytes = corpus[round % corpus.count]
      for _ in 0...random.below(4) {
        let position = random.below(bytes.count)
        switch random.below(4) {
        case 0: bytes[position] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(Array("\n\t :-#&*{}[]|>'\"%@`,?!\0".utf8)[random.below(22)], at: position)
        default: bytes.removeSubrange(position..<min(bytes.count, position + random.below(20)))
        }
        if bytes.isEmpty { bytes = [0x61] }
      }
      do throws(YAML.SyntaxError) {
        for document in try YAML.documents(bytes) { #expect(document.range.upperBound <= bytes.count) }
      } catch {
        failures += 1
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).count
        #expect(error.line >= 1 && error.line <= lines + 1 && error.column >= 1, "\(error)")
      }
    }
    #expect(failures > 1_000)
  }
}

extension Value {
  /// Numbers compared as JSON does: `3` and `3.0` are the same text.
  fileprivate var description: String { JSON.text(self) }
}

let podManifest = """
  # A pod
  apiVersion: v1
  kind: Pod
  metadata:
    name: web # its name
    labels: {app: web, "tier": 'front'}
    annotations:
      note: |
        two
        lines
  spec:
    containers:
    - name: web
      image: "nginx:1.25"
      args: ["--port", '80']
      ports:
        - containerPort: 80
    restartPolicy: Always
  """
