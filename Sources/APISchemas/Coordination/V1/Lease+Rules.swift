import APIMachinery
import Basics

struct LeaseRules: KindRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name), Cell.text(object["spec"]?["holderIdentity"], otherwise: ""), Cell.age(object, now)]
  }
}
