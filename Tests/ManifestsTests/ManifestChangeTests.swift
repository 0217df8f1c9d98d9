import APIMachinery
import Basics
import Testing

@testable import Manifests

struct ManifestChangeTests {
  private static let text = """
    kind: Deployment
    metadata: {name: web}
    spec:
      containers:
        # serves
        - name: httpd
          image: "web:1" # pinned
          ports: [{containerPort: 80}]
          env:
            - {name: A, value: "1"} # first
            - name: B
              value: two
        - name: side
          image: busybox
      tolerations:
        - operator: Exists
    """

  /// What the server makes of the manifest: with its defaults, and with what it adds by itself.
  private static func served() throws -> Value {
    var object = try YAML.decode(text)
    var containers = object[path: "spec", "containers"]?.array ?? []
    for position in containers.indices {
      containers[position]["imagePullPolicy"] = "IfNotPresent"
      containers[position]["resources"] = [:]
      containers[position]["terminationMessagePath"] = "/dev/termination-log"
    }
    containers[0]["ports"] = [["containerPort": 80, "protocol": "TCP"]]
    containers.append(["name": "injected", "image": "proxy", "resources": [:]])
    object[path: "spec", "containers"] = .array(containers)
    object[path: "spec", "tolerations"] = [["operator": "Exists", "effect": "NoExecute"]]
    object[path: "spec", "restartPolicy"] = "Always"
    return object
  }

  private func edited(_ text: String = text, _ change: (inout [Value]) -> Void) throws -> String {
    let before = try Self.served()
    var after = before
    var containers = before[path: "spec", "containers"]?.array ?? []
    change(&containers)
    after[path: "spec", "containers"] = .array(containers)
    let result = try #require(try ManifestEditor.apply(before: before, after: after, to: Array(text.utf8), documentIndex: 0))
    return String(decoding: result, as: UTF8.self)
  }

  private func replacing(_ old: String, _ new: String) -> String {
    let result = Self.text.replacing(old, with: new)
    #expect(result != Self.text, "\(old)")
    return result
  }

  @Test func `a container's new image changes its line alone, and brings no defaults with it`() throws {
    #expect(try edited { $0[0]["image"] = "web:2" } == replacing("\"web:1\"", "\"web:2\""))
    #expect(try edited { $0[1]["image"] = "busybox:2" } == replacing("image: busybox\n", "image: busybox:2\n"))
  }

  @Test func `a field or a default that a request set is written where it was not`() throws {
    #expect(try edited { $0[1]["imagePullPolicy"] = "Always" }
      == replacing("image: busybox\n", "image: busybox\n      imagePullPolicy: Always\n"))
    let ports = try edited { $0[0]["ports"] = [["containerPort": 80, "protocol": "TCP"], ["containerPort": 443, "protocol": "TCP"]] }
    #expect(ports == replacing("[{containerPort: 80}]", "[{containerPort: 80}, {containerPort: 443, protocol: TCP}]"))
  }

  @Test func `elements of elements are told apart too`() throws {
    let changed = try edited { $0[0]["env"] = [["name": "A", "value": "1"], ["name": "C", "value": "3"], ["name": "B", "value": "2"]] }
    let value = try YAML.decode(changed)
    #expect(value[path: "spec", "containers"]?[0]?["env"] == [
      ["name": "A", "value": "1"], ["name": "C", "value": "3"], ["name": "B", "value": "2"],
    ])
    #expect(changed.contains("- {name: A, value: \"1\"} # first\n") && !changed.contains("resources"), "\(changed)")
  }

  @Test func `what goes from the object goes from the manifest, and what comes is put where it belongs`() throws {
    #expect(try edited { $0.remove(at: 1) } == replacing("    - name: side\n      image: busybox\n", ""))
    let added = try YAML.decode(try edited { $0.insert(["name": "new", "image": "i"], at: 1) })
    #expect(added[path: "spec", "containers"]?.array?.map { $0["name"] } == ["httpd", "new", "side"])
  }

  @Test func `an element that only the server has comes into the manifest when a request changes it`() throws {
    let changed = try YAML.decode(try edited { $0[2]["image"] = "proxy:2" })
    #expect(changed[path: "spec", "containers"]?[2] == ["name": "injected", "image": "proxy:2", "resources": [:]])
    #expect(changed[path: "spec", "containers"]?[0]?["resources"] == nil)
  }

  @Test func `an element that only the manifest has stays, and becomes what a request adds of its name`() throws {
    let more = Self.text.replacing("  tolerations:", with: "    - {name: late, image: old} # not there yet\n  tolerations:")
    let changed = try YAML.decode(try edited(more) { $0[0]["image"] = "web:2" })
    #expect(changed[path: "spec", "containers"]?.array?.compactMap { $0["name"]?.string } == ["httpd", "side", "late"])
    let added = try YAML.decode(try edited(more) { $0.append(["name": "late", "image": "new"]) })
    #expect(added[path: "spec", "containers"]?.array?.map { $0["image"] } == ["web:1", "busybox", "new"])
  }

  @Test func `a new order is the manifest's, too`() throws {
    let changed = try YAML.decode(try edited { $0.swapAt(0, 1) })
    #expect(changed[path: "spec", "containers"]?.array?.map { $0["name"] } == ["side", "httpd"])
    #expect(changed[path: "spec", "containers"]?[1]?["resources"] == nil)
  }

  @Test func `without a name elements are the same where one says all that the other does`() throws {
    let before = try Self.served()
    var after = before
    after[path: "spec", "tolerations"] = [["operator": "Exists", "effect": "NoSchedule"], ["operator": "Exists", "effect": "NoExecute"]]
    let written = ManifestChange(from: before, to: after).made(in: try YAML.decode(Self.text))
    #expect(written[path: "spec", "tolerations"] == [["operator": "Exists", "effect": "NoSchedule"], ["operator": "Exists", "effect": "NoExecute"]])
    #expect(written[path: "spec", "containers"]?[0]?["resources"] == nil)
  }

  @Test func `what is written, completed by the server's defaults, is the new object`() {
    let random = SeededRandom(seed: 3)
    for _ in 0..<500 {
      let written = Self.containers(random)
      let (before, after) = (Self.completed(written), Self.completed(Self.containers(random)))
      let result = ManifestChange(from: ["list": before], to: ["list": after]).made(in: ["list": .array(written)])
      #expect(Self.completed(result["list"]?.array ?? []) == after, "\(written) \(before) \(after)")
    }
  }

  private static func containers(_ random: SeededRandom) -> [Value] {
    var names = ["a", "b", "c", "d"]
    var list: [Value] = []
    for _ in 0...random.below(4) {
      var container: Value = ["name": .string(names.remove(at: random.below(names.count))), "image": .int(Int64(random.below(3)))]
      if random.below(2) == 0 { container["policy"] = "Always" }
      list.append(container)
    }
    return list
  }

  private static func completed(_ list: [Value]) -> Value {
    .array(list.map { item in
      var item = item
      item["policy"] = item["policy"] ?? "IfNotPresent"
      return item
    })
  }
}
