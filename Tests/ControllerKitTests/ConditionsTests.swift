import APIMachinery
import Basics
import ControllerKit
import Testing

@Suite struct ConditionsTests {
  private let now = Timestamp(secondsSinceEpoch: 1_700_000_000)

  @Test("the transition time moves only with the status")
  func transitionTime() {
    var conditions = Conditions([])
    conditions.set(Condition("Ready", false, reason: "Starting"), now: now)
    conditions.set(Condition("Ready", false, reason: "StillStarting"), now: now + .seconds(5))
    #expect(conditions.lastTransition("Ready") == now)
    #expect(conditions["Ready"]?.reason == "StillStarting")
    conditions.set(Condition("Ready", true), now: now + .seconds(9))
    #expect(conditions.lastTransition("Ready") == now + .seconds(9))
    #expect(conditions.isTrue("Ready"))
    #expect(conditions.values.count == 1)
  }

  @Test("fields that a condition doesn't name are kept")
  func keepsOtherFields() {
    var conditions = Conditions([["type": "Ready", "status": "True", "lastHeartbeatTime": "x"]])
    conditions.set(Condition("Ready", "Unknown", reason: "Silent"), now: now)
    #expect(conditions.values[0]["lastHeartbeatTime"] == "x")
  }

  @Test("selectors match as the API says", arguments: [
    (["matchLabels": ["a": "1"]], true), (["matchLabels": ["a": "2"]], false), ([:], true),
    (["matchExpressions": [["key": "a", "operator": "In", "values": ["1", "3"]]]], true),
    (["matchExpressions": [["key": "a", "operator": "NotIn", "values": ["1"]]]], false),
    (["matchExpressions": [["key": "b", "operator": "NotIn", "values": ["1"]]]], true),
    (["matchExpressions": [["key": "a", "operator": "Exists"], ["key": "b", "operator": "DoesNotExist"]]], true),
    (["matchExpressions": [["key": "n", "operator": "Gt", "values": ["4"]]]], true),
    (["matchExpressions": [["key": "n", "operator": "Lt", "values": ["5"]]]], false),
    (["matchExpressions": [["key": "a", "operator": "Sounds"]]], false),
  ] as [(Value, Bool)])
  func selectors(selector: Value, matches: Bool) {
    #expect(LabelMatcher(selector)?.matches(["a": "1", "n": "5"]) == matches)
  }
}
