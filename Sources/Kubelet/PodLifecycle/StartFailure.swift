import Basics

/// Why a container isn't started: what its waiting state shows, and when to try again.
struct StartFailure: Error, Sendable, Equatable {
  var reason: String
  var message: String
  /// nil: with the pod's own retry.
  var retryAt: Timestamp?
  /// The runtime has a dead container to show for it.
  var leavesContainer = false
  /// Nothing was tried anew: it has been told already.
  var isRepetition = false
  init(_ reason: String, _ message: String, retryAt: Timestamp? = nil, leavesContainer: Bool = false, isRepetition: Bool = false) {
    (self.reason, self.message, self.retryAt) = (reason, message, retryAt)
    (self.leavesContainer, self.isRepetition) = (leavesContainer, isRepetition)
  }
}
