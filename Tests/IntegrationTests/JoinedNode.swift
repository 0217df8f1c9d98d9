import Foundation
import Testing

/// A host of its own, as far as the network goes: a namespace with one cable to this one.
final class NetworkNamespace {
  let name: String
  /// This host's end of the cable, and the other's.
  let hostAddress: String
  let address: String

  static func with(_ body: (NetworkNamespace) throws -> Void) throws {
    let namespace = NetworkNamespace()
    defer { namespace.remove() }
    try namespace.make()
    try body(namespace)
  }

  private init() {
    name = "kctl-it-\(UUID().uuidString.prefix(6).lowercased())"
    let prefix = "10.\(Int.random(in: 60...119)).\(Int.random(in: 0...255))"
    (hostAddress, address) = (prefix + ".1", prefix + ".2")
  }

  private func make() throws {
    let (near, far) = ("h" + name.suffix(6), "n" + name.suffix(6))
    for line in [
      "ip netns add \(name)", "ip link add \(near) type veth peer name \(far)", "ip link set \(far) netns \(name)",
      "ip addr add \(hostAddress)/24 dev \(near)", "ip link set \(near) up", "ip -n \(name) link set lo up",
      "ip -n \(name) addr add \(address)/24 dev \(far)", "ip -n \(name) link set \(far) up",
    ] {
      let result = try Command(arguments: line.split(separator: " ").map(String.init)).run()
      guard result.status == 0 else { throw TimedOut(what: "\(line) works: \(result)") }
    }
  }

  /// The cable goes with the namespace.
  private func remove() { _ = try? Command(arguments: ["ip", "netns", "del", name]).run() }
}

/// `kctl join` in a network namespace: a node on another host.
final class JoinedNode {
  let directory: String
  private let namespace: NetworkNamespace
  private var running: BackgroundProgram?
  var data: String { directory + "/data" }
  var log: String { (try? String(contentsOfFile: directory + "/node.log", encoding: .utf8)) ?? "" }

  static func with(_ namespace: NetworkNamespace, _ body: (JoinedNode) throws -> Void) throws {
    let node = try JoinedNode(namespace)
    defer {
      node.stop()
      try? FileManager.default.removeItem(atPath: node.directory)
    }
    try body(node)
  }

  private init(_ namespace: NetworkNamespace) throws {
    self.namespace = namespace
    directory = "/tmp/kctl-it-\(UUID().uuidString.prefix(8).lowercased())"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    FileManager.default.createFile(atPath: directory + "/node.log", contents: nil)
  }

  /// `arguments`: from `join` on.
  func start(_ arguments: [String]) throws {
    let options = ["--data-dir", data, "--node-name", "node-2", "--pod-cidr", "10.\(Int.random(in: 128...250)).\(Int.random(in: 0...255)).0/24", "--stop-pods", "-v", "2"]
    running = try BackgroundProgram(
      Command(arguments: ["nsenter", "--net=/run/netns/" + namespace.name, TestDaemon.kctl] + arguments + options), log: directory + "/node.log")
  }

  func stop() { running?.stop(withinSeconds: 30) }
}
