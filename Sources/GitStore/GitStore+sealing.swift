import APIMachinery
import Basics
import GitObjects
import Store

/// Keys that come and go while the store is open.
extension GitStore {
  private static let resealedAtOnce = 64

  public func isStale(_ key: ObjectKey, at revision: Revision) -> Bool { sealing.isStale(key.resource, revision) }

  /// Seals by other rules from now on. Nothing changes when their services don't answer. Blocks: what has been sealed stays as it is until it
  /// is written again.
  public func replaceSealing(_ rules: SealingRules) throws(GitStoreError) {
    try sealer.ring.replace(rules, SystemRandom())
    try sealing.note(sealer.ring.writers, at: revision)
  }

  /// Asks every key service which key it has now, and seals with that from now on. Answers what is wrong with them, by name. Blocks.
  public func refreshKeyServices() -> [String: String] {
    for service in sealer.ring.services { try? service.prepare(SystemRandom()) }
    var problems = keyServiceProblems
    do { try sealing.note(sealer.ring.writers, at: revision) } catch { problems["ledger"] = "\(error)" }
    return problems
  }

  /// What is wrong with the key services, by name, as the last questions have shown.
  public var keyServiceProblems: [String: String] {
    var problems: [String: String] = [:]
    for service in sealer.ring.services { problems[service.name] = service.problem }
    return problems
  }

  /// The names of the key services in use.
  public var keyServices: [String] { sealer.ring.services.map(\.name) }

  /// Opens what people seal to the key's public half, from now on.
  public func add(_ key: OpeningKey) { sealer.ring.add(key) }

  /// Opens nothing with the key any more.
  public func removeOpeningKey(_ id: String) { sealer.ring.removeOpener(id) }

  /// Has everything that is sealed count as sealed in another way than now, so that `reseal` writes it again.
  public func expireSealed() throws(GitStoreError) { try sealing.expire(at: revision) }

  /// The files at the tip of `main` with values that were sealed to the key. Blocks on the disk.
  public func manifests(sealedTo id: String) throws(GitError) -> [String] {
    let mark = SealedText.beginning(SealingKey.tagPrefix + id)
    guard let tip = try repository.resolve("refs/heads/main") else { return [] }
    var paths: [String] = []
    for file in try repository.changedPaths(fromTree: nil, toTree: repository.commit(tip).tree) {
      if let blob = file.new, try SealedText.occurs(mark, in: repository.blob(blob)) { paths.append(file.path) }
    }
    return paths.sorted()
  }

  /// Writes every object again, as itself, that would now be sealed in another way; with it its manifest on `main`. Answers how many of each
  /// resource. Objects that somebody else writes meanwhile are sealed by that.
  public func reseal(_ provenance: Provenance) async throws(StoreError) -> [GroupResource: Int] {
    var counts: [GroupResource: Int] = [:]
    for (resource, objects) in stale(in: snapshot()) {
      var rest = objects[...]
      while !rest.isEmpty {
        counts[resource, default: 0] += try await reseal(Array(rest.prefix(Self.resealedAtOnce)), provenance)
        rest = rest.dropFirst(Self.resealedAtOnce)
      }
    }
    return counts
  }

  /// How many objects of each resource would be sealed in another way if they were written now.
  public func staleObjects() -> [GroupResource: Int] { Dictionary(uniqueKeysWithValues: stale(in: snapshot()).map { ($0, $1.count) }) }

  private func stale(in state: any StoreSnapshot) -> [(GroupResource, [StoredObject])] {
    state.resources.map { resource in (resource, state.list(resource).filter { isStale($0.key, at: $0.revision) }) }.filter { !$1.isEmpty }
  }

  private func reseal(_ objects: [StoredObject], _ provenance: Provenance) async throws(StoreError) -> Int {
    do throws(StoreError) {
      _ = try await commit(Transaction(objects.map(Self.again), provenance))
      return objects.count
    } catch {
      guard case .conflict = error else { throw error }
    }
    var count = 0
    for object in objects {
      do throws(StoreError) {
        _ = try await commit(Transaction([Self.again(object)], provenance))
        count += 1
      } catch {
        // Gone, or newer and so sealed anew.
        guard case .conflict = error else { throw error }
      }
    }
    return count
  }

  private static func again(_ object: StoredObject) -> Write {
    let value = object.decoded()
    return Write(
      object.key, .put(EncodedObject(value)), expecting: .revision(object.revision),
      desired: object.key.isEphemeral ? nil : DesiredChange(before: value, after: value))
  }
}
