import APIMachinery
import ArgumentParser
import Client

/// kctl taint.
struct TaintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "taint", abstract: "Updates the taints on nodes.",
    discussion: """
      kctl taint nodes node-1 dedicated=build:NoSchedule
      kctl taint nodes node-1 dedicated:NoSchedule-
      """)

  @Argument(help: ArgumentHelp("nodes NAME, then key=value:effect to set, key:effect- or key- to remove", valueName: "resource"))
  var arguments: [String] = []
  @Flag(help: "Replaces a taint of the same key and effect.") var overwrite = false
  @OptionGroup var options: ChangeOptions

  func run() async throws {
    let names = arguments.prefix { !$0.contains("=") && !$0.contains(":") && !$0.hasSuffix("-") }
    let edits = try arguments.dropFirst(names.count).map { text throws(CommandFailure) in try TaintEdit(text) }
    guard !edits.isEmpty else { throw CommandFailure("at least one taint update is required") }
    let session = try await options.session()
    let located = try await options.locate(Array(names), verb: "taint", session)
    let action = edits.allSatisfy(\.isRemoval) ? "untainted" : edits.contains(where: \.isRemoval) ? "modified" : "tainted"
    try await options.apply(action, to: located, manager: "kctl-taint", session) { object in
      guard object.kind == "Node" else {
        throw CommandFailure("invalid resource type \(object.kind.lowercased()), only [nodes] is supported")
      }
      var changed = object
      let taints = try TaintEdit.apply(edits, to: object[path: "spec", "taints"]?.array ?? [], node: object.name, overwrites: overwrite)
      changed[path: "spec", "taints"] = taints.isEmpty ? nil : .array(taints)
      return changed
    }
  }
}

/// One change of a node's taints: `key=value:effect`, `key:effect`, `key:effect-`, `key-`.
struct TaintEdit: Equatable {
  var key: String
  var value: String?
  /// nil: any effect, of a removal.
  var effect: String?
  var isRemoval: Bool

  private static let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]

  init(_ text: String) throws(CommandFailure) {
    isRemoval = text.hasSuffix("-")
    let parts = (isRemoval ? String(text.dropLast()) : text).split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    (key, value) = (pair[0], pair.count == 2 ? pair[1] : nil)
    effect = parts.count == 2 ? parts[1] : nil
    guard parts.count <= 2, !key.isEmpty, isRemoval || effect != nil else { throw CommandFailure("invalid taint spec: \(text)") }
    if let effect, !Self.effects.contains(effect) {
      throw CommandFailure("invalid taint effect: \(effect), unsupported taint effect")
    }
  }

  static func apply(_ edits: [TaintEdit], to taints: [Value], node: String, overwrites: Bool) throws(CommandFailure) -> [Value] {
    var taints = taints
    for edit in edits {
      let same = taints.indices.filter {
        taints[$0]["key"]?.string == edit.key && (edit.effect == nil || taints[$0]["effect"]?.string == edit.effect)
      }
      if edit.isRemoval {
        if same.isEmpty { throw CommandFailure("taint \"\(edit.key)\(edit.effect.map { ":" + $0 } ?? "")\" not found") }
        taints = taints.indices.filter { !same.contains($0) }.map { taints[$0] }
        continue
      }
      var taint: Value = ["key": .string(edit.key), "effect": .string(edit.effect ?? "")]
      if let value = edit.value, !value.isEmpty { taint["value"] = .string(value) }
      guard let position = same.first else { taints.append(taint); continue }
      if taints[position]["value"]?.string ?? "" != edit.value ?? "", !overwrites {
        throw CommandFailure("node \(node) already has \(edit.key) taint(s) with same effect(s) and --overwrite is false")
      }
      taints[position] = taint
    }
    return taints
  }
}
