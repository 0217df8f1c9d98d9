import APIMachinery

/// The state of an object that was seen last.
actor LatestObject {
  private(set) var object: Value?
  func set(_ object: Value) { self.object = object }
}
