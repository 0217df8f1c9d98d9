import APIMachinery
import Basics

struct ConfigMapRules: KindRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let count = (object["data"]?.object?.count ?? 0) + (object["binaryData"]?.object?.count ?? 0)
    return [.string(object.name), .int(Int64(count)), Cell.age(object, now)]
  }
}
