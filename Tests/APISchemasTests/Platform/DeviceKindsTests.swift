import APIMachinery
import Basics
import Testing

@testable import APISchemas

@Suite struct DeviceKindsTests {
  static let deviceClass = #"""
    {"apiVersion":"resource.k8s.io/v1","kind":"DeviceClass","metadata":{"name":"gpu"},
     "spec":{"selectors":[{"cel":{"expression":"device.driver == 'gpu.example.com'"}}]}}
    """#
  static let claimSpec = #"""
    {"devices":{"requests":[{"name":"one","exactly":{"deviceClassName":"gpu"}},
      {"name":"any","firstAvailable":[{"name":"big","deviceClassName":"gpu"},{"name":"small","deviceClassName":"gpu","count":2}]}],
      "constraints":[{"requests":["one","any/big"],"matchAttribute":"gpu.example.com/numa"}],
      "config":[{"opaque":{"driver":"gpu.example.com","parameters":{"mode":"fast"}}}]}}
    """#
  static let claim = #"{"apiVersion":"resource.k8s.io/v1","kind":"ResourceClaim","metadata":{"name":"c"},"spec":\#(claimSpec)}"#
  static let template = #"""
    {"apiVersion":"resource.k8s.io/v1","kind":"ResourceClaimTemplate","metadata":{"name":"t"},"spec":{"spec":\#(claimSpec)}}
    """#
  static let slice = #"""
    {"apiVersion":"resource.k8s.io/v1","kind":"ResourceSlice","metadata":{"name":"s"},
     "spec":{"driver":"gpu.example.com","nodeName":"n1","pool":{"name":"n1","generation":1,"resourceSliceCount":1},
      "devices":[{"name":"gpu-0","attributes":{"model":{"string":"a100"},"driver":{"version":"1.2.3"}},"capacity":{"memory":{"value":"40Gi"}}}]}}
    """#
  static let taintRule = #"""
    {"apiVersion":"resource.k8s.io/v1beta2","kind":"DeviceTaintRule","metadata":{"name":"r"},
     "spec":{"deviceSelector":{"driver":"gpu.example.com"},"taint":{"key":"broken","effect":"NoExecute"}}}
    """#

  @Test(arguments: [deviceClass, claim, template, slice, taintRule])
  func `good ones are good`(_ json: String) throws {
    #expect(try Judged.errors(json) == [])
  }

  @Test func `requests ask for one device unless they say otherwise`() throws {
    let requests = try Samples.object(Self.claim)[path: "spec", "devices", "requests"]
    #expect(requests?[0]?["exactly"]?["allocationMode"] == "ExactCount")
    #expect(requests?[0]?["exactly"]?["count"] == 1)
    #expect(requests?[1]?["firstAvailable"]?[1]?["count"] == 2)
    let inTemplate = try Samples.object(Self.template)[path: "spec", "spec", "devices", "requests"]
    #expect(inTemplate?[0]?["exactly"]?["count"] == 1)
  }

  @Test(arguments: [
    (deviceClass, "spec/selectors/0/cel =", "spec.selectors[0].cel: Required value"),
    (deviceClass, #"spec/extendedResourceName = "cpu""#, #"spec.extendedResourceName: Invalid value: "cpu": must be a valid extended resource name"#),
    (claim, #"spec/devices/requests/1/name = "one""#, #"spec.devices.requests[1].name: Duplicate value: "one""#),
    (
      claim, "spec/devices/requests/0/exactly =",
      "spec.devices.requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required"
    ),
    (
      claim, #"spec/devices/constraints/0/requests = ["two"]"#,
      #"spec.devices.constraints[0].requests[0]: Invalid value: "two": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'"#
    ),
    (
      claim, #"spec/devices/constraints/0/matchAttribute = "numa""#,
      #"spec.devices.constraints[0].matchAttribute: Invalid value: "numa": must include a domain"#
    ),
    (
      claim, #"spec/devices/requests/0/exactly/allocationMode = "All""#,
      "spec.devices.requests[0].exactly.count: Invalid value: 1: must not be specified when allocationMode is 'All'"
    ),
    (claim, "spec/devices/config/0/opaque =", "spec.devices.config[0]: Required value: exactly one field must be set"),
    (template, #"spec/metadata = {"name":"x"}"#, "spec.metadata.name: Forbidden: this field may not be set in a template"),
    (
      slice, "spec/nodeName =",
      "spec: Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required"
    ),
    (slice, #"spec/devices/1 = {"name":"gpu-0"}"#, #"spec.devices[1].name: Duplicate value: "gpu-0""#),
    (
      slice, "spec/devices/0/attributes/model = {}", "spec.devices[0].attributes[model]: Required value: exactly one value must be specified"
    ),
    (
      slice, #"spec/devices/0/attributes/driver/version = "1.2""#,
      #"spec.devices[0].attributes[driver].version: Invalid value: "1.2": must be a string compatible with semver.org spec 2.0.0"#
    ),
    (
      slice, "spec/devices/0/allNodes = true",
      "spec.devices[0].allNodes: Forbidden: `allNodes` can only be set if `perDeviceNodeSelection` is true on the slice"
    ),
    (slice, "spec/pool/resourceSliceCount = 0", "spec.pool.resourceSliceCount: Invalid value: 0: must be greater than zero"),
    (taintRule, "spec/taint/effect =", "spec.taint.effect: Required value"),
  ])
  func `wrong ones are refused`(_ json: String, _ change: String, _ message: String) throws {
    try Judged.expect(json, change, message)
  }

  @Test func `a claim's status names devices that it got, and who may use them`() throws {
    let allocation = #"{"devices":{"results":[{"request":"one","driver":"gpu.example.com","pool":"n1","device":"gpu-0"}]}}"#
    let user = #"[{"resource":"pods","name":"p","uid":"u"}]"#
    func errors(_ change: String, before: String = "") throws -> [String] {
      try Judged.updateErrors(Self.claim, before: before, change, subresource: "status")
    }
    #expect(try errors("status = {\"allocation\":\(allocation),\"reservedFor\":\(user)}") == [])
    #expect(try errors("status = {\"reservedFor\":\(user)}") == ["status.reservedFor: Forbidden: may not be specified when `allocated` is not set"])
    #expect(
      try errors("status/allocation/devices/results/0/device = \"gpu-1\"", before: "status = {\"allocation\":\(allocation)}")
        .first?.hasPrefix("status.allocation: Invalid value") == true)
    #expect(
      try errors(#"status/devices = [{"driver":"gpu.example.com","pool":"n1","device":"gpu-7"}]"#, before: "status = {\"allocation\":\(allocation)}")
        == [#"status.devices[0]: Invalid value: "gpu.example.com/n1/gpu-7": must be an allocated device in the claim"#])
    #expect(try Judged.updateErrors(Self.claim, "spec = {}").contains { $0.hasPrefix("spec: Invalid value") })
  }

  @Test func `tables and selectable fields`() throws {
    let allocated = #"status = {"allocation":{},"reservedFor":[{"uid":"u"}]}"#
    #expect(try Judged.row(Self.claim)[1] == "pending")
    #expect(try Judged.row(Self.claim, allocated)[1] == "allocated,reserved")
    #expect(try Judged.row(Self.slice) == ["s", "n1", "gpu.example.com", "n1", "10m"])
    #expect(try Judged.row(Self.taintRule)[1...3] == ["broken", "", "NoExecute"])
    let (object, resource) = try Judged.stored(Self.slice)
    #expect(Samples.scheme.selectableFields(object, of: resource) == ["metadata.name": "s", "spec.driver": "gpu.example.com", "spec.nodeName": "n1"])
  }
}
