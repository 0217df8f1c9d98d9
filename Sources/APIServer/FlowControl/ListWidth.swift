import APIMachinery
import AccessControl
import Client
import Store

/// How many seats a request takes: one, and for what reads a whole collection one for each hundred objects that it will look at
/// (kubernetes.io, "API Priority and Fairness": seats occupied by a request).
enum ListWidth {
  static let objectsPerSeat = 100

  /// `count`: how many objects of the collection there are; asked only where it matters.
  static func seats(_ attributes: AuthorizationAttributes, _ query: QueryParameters, count: () -> Int) -> Int {
    guard attributes.isResourceRequest, readsCollection(attributes.verb, query), attributes.name.isEmpty else { return 1 }
    let isSelective = ["labelSelector", "fieldSelector"].contains { query[$0]?.isEmpty == false }
    var objects = count()
    // With a selector what is looked at before the page is full is anybody's guess.
    if !isSelective, let limit = query["limit"].flatMap({ Int($0) }), limit > 0 { objects = min(objects, limit) }
    return max(1, (objects + objectsPerSeat - 1) / objectsPerSeat)
  }

  /// A watch that begins with what is there is a list first.
  private static func readsCollection(_ verb: String, _ query: QueryParameters) -> Bool {
    switch verb {
    case "list", "deletecollection": true
    case "watch": query.bool("sendInitialEvents") ?? ["", "0"].contains(query["resourceVersion"] ?? "")
    default: false
    }
  }
}
