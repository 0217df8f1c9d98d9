import APIMachinery
import Client

/// What stopped a plan.
public struct PlanFailure: Sendable {
  public var error: StatusError
  /// The collection that was to be written; nil when a check failed.
  public var path: ResourcePath?

  public init(_ error: StatusError, path: ResourcePath? = nil) { (self.error, self.path) = (error, path) }
}
