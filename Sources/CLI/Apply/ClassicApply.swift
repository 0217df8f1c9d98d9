import APIMachinery
import APISchemas
import Basics
import Client

/// The annotation in which kubectl keeps the manifest that was applied last.
enum LastApplied {
  static let annotation = APIMachinery.ServerSideApply.lastAppliedAnnotation

  /// The object with itself, as compact JSON, in the annotation.
  static func annotated(_ object: Value) -> Value {
    var bare = object
    if bare[path: "metadata", "annotations", annotation] != nil { bare[path: "metadata", "annotations", annotation] = nil }
    if bare[path: "metadata", "annotations"] == nil { bare[path: "metadata", "annotations"] = [:] }
    var annotated = bare
    annotated[path: "metadata", "annotations", annotation] = .string(JSON.text(bare.sortedKeys) + "\n")
    return annotated
  }

  static func read(_ object: Value) -> Value? {
    object.annotations[annotation].flatMap { try? JSON.decode($0) }
  }
}

/// `apply` against an API server that isn't kctl's: each object is patched with the difference between the manifest applied
/// last, the manifest now and the object as it is (kubectl's client-side apply).
struct ClassicApply {
  let session: ClusterSession
  private static let attempts = 5

  func run(_ plan: ApplyPlan, _ reporter: ApplyReporter) async throws {
    var results: [(outcome: ApplyReporter.Outcome, address: ObjectAddress, object: Value)] = []
    var failed = false
    for item in plan.items {
      do {
        let (outcome, object) = try await apply(item, plan)
        results.append((outcome, item.address, object))
      } catch {
        guard let text = ErrorText.text(error, doing: "applying patch from", place: item.manifest.place) else { throw error }
        if reporter.printer.format.isHuman {
          try await reporter.report(results)
          results = []
        }
        try await session.console.error(text)
        failed = true
      }
    }
    // What could not be applied may be the new form of what would be pruned.
    for object in failed ? [] : plan.pruned {
      try await session.delete(object.address, plan.deletion)
      results.append((.pruned, object.address, object.object))
    }
    if !results.isEmpty { try await reporter.report(results) }
    if failed { throw CommandFailure.silent(exitCode: 1) }
  }

  private func apply(_ item: ApplyPlan.Item, _ plan: ApplyPlan) async throws -> (ApplyReporter.Outcome, Value) {
    let modified = LastApplied.annotated(item.object)
    var attempt = 1
    while true {
      guard let current = try await session.find(item.address) else {
        let created = try await session.create(modified, item.address.resource, namespace: item.address.namespace, plan.writeFlags)
        return (.created, created)
      }
      if current.annotations[LastApplied.annotation] == nil {
        try await session.console.error(
          "Warning: resource \(item.address.resource.plural)/\(item.address.name) is missing the \(LastApplied.annotation) annotation "
            + "which is required by kctl apply. kctl apply should only be used on resources created declaratively by either "
            + "kctl create --save-config or kctl apply. The missing annotation will be patched automatically.")
      }
      let patch = Self.patch(original: LastApplied.read(current), modified: modified, current: current, item.address.resource)
      if patch.body.object?.isEmpty ?? true { return (.unchanged, current) }
      do {
        let changed = try await session.patch(item.address, patch, plan.writeFlags)
        return (changed.resourceVersion == current.resourceVersion && plan.dryRun == .none ? .unchanged : .configured, changed)
      } catch let error as StatusError where error.reason == .conflict && attempt < Self.attempts {
        attempt += 1
        try await session.environment.clock.sleep(for: .milliseconds(200 * attempt))
      } catch let error as StatusError where plan.replacesByForce && (error.reason == .conflict || error.reason == .invalid) {
        try await session.delete(item.address, plan.deletion)
        try await DeletionWait(session: session, timeout: .zero).run([LocatedObject(address: item.address, object: current)])
        return (.configured, try await session.create(modified, item.address.resource, namespace: item.address.namespace, plan.writeFlags))
      }
    }
  }

  /// Strategic for kinds whose merge keys are known, a JSON merge patch for all others.
  static func patch(original: Value?, modified: Value, current: Value, _ resource: APIResource) -> Patch {
    let scheme = Scheme.builtIn
    if let type = scheme.typeName(of: resource.groupVersionKind) {
      return .strategicMerge(
        StrategicMerge.createThreeWayPatch(
          original: original ?? .object(Object()), modified: modified, current: current, types: scheme.types, typeName: type))
    }
    return .merge(MergePatch.createThreeWayPatch(original: original ?? .object(Object()), modified: modified, current: current))
  }
}
