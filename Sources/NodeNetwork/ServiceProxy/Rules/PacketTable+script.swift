import LinuxKernel

extension PacketTable {
  /// The script for nft(8) that makes `previous`, which the kernel holds, this table, in one transaction. What is the same in both stays
  /// untouched, and so does what rules have put into a set. Empty when nothing differs.
  ///
  /// nil: whatever the kernel holds is replaced.
  func script(replacing previous: PacketTable?) -> String {
    guard let previous else { return deletion + "add table \(place)\n" + changes(since: PacketTable(family, name)) }
    return changes(since: previous)
  }

  /// Removes the table, whether it is there or not.
  var deletion: String { Nftables.deletion(ofTable: name, family: family.rawValue) }

  private var place: String { "\(family.rawValue) \(name)" }

  /// In this order nothing is used before it is there, nor removed while it is used.
  private func changes(since old: PacketTable) -> String {
    let replaced = collections.filter { name, new in
      old.collections[name].map { $0.kind != new.kind || $0.declaration != new.declaration } ?? false
    }
    precondition(replaced.isEmpty, "a collection of another declaration needs another name: \(replaced.keys.sorted())")
    var lines: [String] = []
    for (name, collection) in sorted(collections) where old.collections[name] == nil {
      lines.append("add \(collection.kind.rawValue) \(place) \(name) { \(collection.declaration) }")
    }
    for (name, chain) in sorted(chains) where old.chains[name] == nil {
      lines.append("add chain \(place) \(name)" + (chain.hook.map { " { \($0) }" } ?? ""))
    }
    lines += elementChanges("delete", from: old, to: self, withValues: false)
    for (name, chain) in sorted(old.chains) where chains[name]?.rules != chain.rules { lines.append("flush chain \(place) \(name)") }
    for (name, chain) in sorted(chains) where old.chains[name]?.rules != chain.rules {
      lines += chain.rules.map { "add rule \(place) \(name) \($0)" }
    }
    lines += elementChanges("add", from: self, to: old, withValues: true)
    for (name, _) in sorted(old.chains) where chains[name] == nil { lines.append("delete chain \(place) \(name)") }
    for (name, collection) in sorted(old.collections) where collections[name] == nil {
      lines.append("delete \(collection.kind.rawValue) \(place) \(name)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What `one` has and `other` hasn't, or has otherwise.
  private func elementChanges(_ verb: String, from one: PacketTable, to other: PacketTable, withValues: Bool) -> [String] {
    sorted(one.collections).compactMap { name, collection in
      let kept = other.collections[name]?.elements ?? [:]
      let elements = collection.elements.filter { kept[$0.key] != $0.value }.sorted { $0.key < $1.key }
      if elements.isEmpty { return nil }
      let texts = elements.map { withValues && collection.kind == .map ? "\($0.key) : \($0.value)" : $0.key }
      return "\(verb) element \(place) \(name) { \(texts.joined(separator: ", ")) }"
    }
  }

  private func sorted<Element>(_ items: [String: Element]) -> [(String, Element)] {
    items.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
