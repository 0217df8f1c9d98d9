import APIMachinery
import Testing

@testable import APISchemas

/// The rules of services and of what they lead to.
@Suite struct ServiceRuleTests {
  @Test(arguments: [
    KindCase(#"spec/trafficDistribution = "PreferSameZone""#),
    KindCase(
      #"spec/trafficDistribution = "PreferFar""#,
      #"spec.trafficDistribution: Unsupported value: "PreferFar": supported values: "PreferClose", "PreferSameNode", "PreferSameZone""#),
    KindCase(
      #"spec/externalIPs = ["127.0.0.1","10.0.0.1"]"#,
      #"spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)"#),
    KindCase(
      #"spec/ipFamilies = ["IPv4","IPv4","IPX"]"#, #"spec.ipFamilies[1]: Duplicate value: "IPv4""#,
      #"spec.ipFamilies[2]: Unsupported value: "IPX": supported values: "IPv4", "IPv6""#),
    KindCase(
      #"spec/ipFamilies = ["IPv6"]; spec/clusterIP = "10.0.0.1"; spec/clusterIPs = ["10.0.0.1"]"#,
      #"spec.clusterIPs[0]: Invalid value: "10.0.0.1": expected an IPv6 value as indicated by `ipFamilies[0]`"#),
    KindCase(
      #"spec/type = "ExternalName"; spec/externalName = "a.b"; spec/ipFamilies = ["IPv4"]; spec/ipFamilyPolicy = "SingleStack""#,
      "spec.ipFamilyPolicy: Forbidden: may not be set when `type` is 'ExternalName'",
      "spec.ipFamilies: Forbidden: may not be set when `type` is 'ExternalName'"),
    KindCase(
      #"spec/type = "LoadBalancer"; spec/loadBalancerClass = "a b""#,
      #"spec.loadBalancerClass: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"#),
  ])
  func services(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.service, test.change) == test.errors) }

  @Test func `a load balancer keeps its class`() throws {
    let old = try KindChecks.created(Samples.service, #"spec/type = "LoadBalancer"; spec/loadBalancerClass = "a.b/c""#)
    #expect(
      try KindChecks.updateErrors(Samples.service, #"spec/loadBalancerClass = "a.b/d""#, from: old) == [
        #"spec.loadBalancerClass: Invalid value: "a.b/d": may not change once set"#
      ])
    #expect(try KindChecks.updateErrors(Samples.service, #"spec/type = "ClusterIP""#, from: old) == [])
  }

  @Test(arguments: [
    ("127.0.0.1", "may not be in the loopback range (127.0.0.0/8, ::1/128)"), ("0.0.0.0", "may not be unspecified (0.0.0.0)"),
    ("169.254.169.254", "may not be in the link-local range (169.254.0.0/16, fe80::/10)"),
    ("224.0.0.1", "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"),
  ])
  func `no endpoint leads back to whoever follows it`(_ address: String, _ message: String) throws {
    #expect(
      try KindChecks.createErrors(Samples.endpointSlice, #"endpoints/0/addresses = ["\#(address)"]"#) == [
        #"endpoints[0].addresses[0]: Invalid value: "\#(address)": \#(message)"#
      ])
    let endpoints = #"{"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"e"},"subsets":[{"addresses":[{"ip":"\#(address)"}],"ports":[{"port":1}]}]}"#
    #expect(try KindChecks.createErrors(endpoints) == [#"subsets[0].addresses[0].ip: Invalid value: "\#(address)": \#(message)"#])
  }

  @Test(arguments: [
    KindCase(
      #"endpoints/0/hints = {"forZones":[{"name":"a"},{"name":"a"}]}"#,
      #"endpoints[0].hints.forZones[1].name: Duplicate value: "a""#),
    KindCase(
      #"ports/0/appProtocol = "a b""#,
      #"ports[0].appProtocol: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"#),
  ])
  func slices(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.endpointSlice, test.change) == test.errors) }

  @Test func `an event that says when is held to the newer rules in either version`() throws {
    let errors = try KindChecks.createErrors(Samples.event, #"eventTime = "2026-01-01T00:00:00.000000Z""#)
    #expect(
      errors == [
        "reportingComponent: Required value", "reportingInstance: Required value", "action: Required value",
      ])
    #expect(try KindChecks.createErrors(Samples.event) == [])
  }
}
