import APIMachinery
import Manifests

/// What is done about an object that is no longer what `main` says.
///
/// The annotation `kctl.dev/drift` of its manifest says it, else that of its namespace's manifest: `report` (also without one) shows it in
/// `kctl drift`, `correct` makes the daemon put the fields back that the manifest speaks of. What people change through the API is on `main`
/// a moment later, so what is put back was changed by machines. A word that is neither is a report.
public enum DriftPolicy: String, Sendable, CaseIterable {
  case report
  case correct

  public static let annotation = "kctl.dev/drift"

  /// `index`: all of `main`, for the manifest of the namespace that this one names.
  public init(_ manifest: Value, in index: ManifestIndex) {
    let home = manifest.namespace.isEmpty
      ? nil : index[ManifestIdentity(group: "", kind: "Namespace", namespace: "", name: manifest.namespace)]
    self = [manifest, home?.object].compactMap { $0?[path: "metadata", "annotations", Self.annotation]?.string }.first
      .flatMap { Self(rawValue: $0) } ?? .report
  }
}
