import APIMachinery
import Testing

@testable import APISchemas

@Suite struct NetworkingKindTests {
  private static let path = "spec/rules/0/http/paths/0"

  @Test(arguments: [
    KindCase(""), KindCase(#"spec/rules =; spec/defaultBackend = {"resource":{"apiGroup":"example.com","kind":"Bucket","name":"b"}}"#),
    KindCase(#"spec/rules/0/host = "*.example.com""#), KindCase("\(path)/pathType = \"ImplementationSpecific\"; \(path)/path ="),
    KindCase("spec/rules =", "spec: Invalid value: []: either `defaultBackend` or `rules` must be specified"),
    KindCase("spec/rules/0/http/paths =", "spec.rules[0].http.paths: Required value"),
    KindCase("\(path)/pathType =", "spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified"),
    KindCase(
      "\(path)/pathType = \"Regex\"",
      #"spec.rules[0].http.paths[0].pathType: Unsupported value: "Regex": supported values: "Exact", "ImplementationSpecific", "Prefix""#),
    KindCase("\(path)/path = \"a\"", #"spec.rules[0].http.paths[0].path: Invalid value: "a": must be an absolute path"#),
    KindCase(
      "\(path)/path = \"/a//b/..\"", #"spec.rules[0].http.paths[0].path: Invalid value: "/a//b/..": must not contain '//'"#,
      #"spec.rules[0].http.paths[0].path: Invalid value: "/a//b/..": cannot end with '/..'"#),
    KindCase("\(path)/backend = {}", #"spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required"#),
    KindCase(
      "\(path)/backend/service/port = {}", "spec.rules[0].http.paths[0].backend: Required value: port name or number is required"),
    KindCase(
      "\(path)/backend/service/port = {\"name\":\"http\",\"number\":80}",
      #"spec.rules[0].http.paths[0].backend: Invalid value: "": cannot set both port name & port number"#),
    KindCase(
      "\(path)/backend/service/port/number = 70000",
      "spec.rules[0].http.paths[0].backend.service.port.number: Invalid value: 70000: must be between 1 and 65535, inclusive"),
    KindCase(
      #"spec/rules/0/host = "10.0.0.1""#, #"spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address"#),
    KindCase(
      #"metadata/annotations = {"kubernetes.io/ingress.class":"x"}"#,
      #"annotations.kubernetes.io/ingress.class: Invalid value: "x": can not be set when the class field is also set"#),
  ])
  func ingresses(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.ingress, test.change) == test.errors) }

  @Test(arguments: [
    KindCase(#"status = {"loadBalancer":{"ingress":[{"ip":"192.0.2.1"},{"hostname":"lb.example.com"}]}}"#),
    KindCase(
      #"status = {"loadBalancer":{"ingress":[{"ip":"here","hostname":"10.0.0.1"}]}}"#,
      #"status.loadBalancer.ingress[0].ip: Invalid value: "here": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"#,
      #"status.loadBalancer.ingress[0].hostname: Invalid value: "10.0.0.1": must be a DNS name, not an IP address"#),
  ])
  func `the status of ingresses`(_ test: KindCase) throws {
    #expect(try KindChecks.updateErrors(Samples.ingress, test.change, "status") == test.errors)
  }

  @Test(arguments: [
    KindCase(""), KindCase("spec/parameters ="), KindCase(#"spec/parameters/scope = "Namespace"; spec/parameters/namespace = "a""#),
    KindCase("spec/controller =", "spec.controller: Required value"),
    KindCase(
      #"spec/controller = "nginx""#, #"spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")"#),
    KindCase("spec/parameters/name =", "spec.parameters.name: Required value: name is required"),
    KindCase(
      #"spec/parameters/scope = "Galaxy""#,
      #"spec.parameters.scope: Unsupported value: "Galaxy": supported values: "Cluster", "Namespace""#),
    KindCase(
      #"spec/parameters/scope = "Namespace""#, "spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'"),
    KindCase(
      #"spec/parameters/namespace = "a""#, "spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'"),
  ])
  func `ingress classes`(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.ingressClass, test.change) == test.errors) }

  @Test func `an ingress class keeps its controller`() throws {
    #expect(try KindChecks.created(Samples.ingressClass)[path: "spec", "parameters", "scope"] == "Cluster")
    #expect(
      try KindChecks.updateErrors(Samples.ingressClass, #"spec/controller = "example.com/b""#)
        == [#"spec.controller: Invalid value: "example.com/b": field is immutable"#])
  }

  @Test func `a network policy's defaults`() throws {
    let policy = try KindChecks.created(Samples.networkPolicy)
    #expect(policy["spec"]?["policyTypes"] == ["Ingress"])
    #expect(policy["spec"]?["ingress"]?[0]?["ports"]?[0]?["protocol"] == "TCP")
    #expect(try KindChecks.created(Samples.networkPolicy, "spec/egress = [{}]")["spec"]?["policyTypes"] == ["Ingress", "Egress"])
    #expect(try KindChecks.created(Samples.networkPolicy, "spec =")["spec"] == ["podSelector": [:], "policyTypes": ["Ingress"]])
  }

  private static let rule = "spec/ingress/0"

  @Test(arguments: [
    KindCase(""), KindCase("\(rule)/ports = [{\"port\":\"http\",\"protocol\":\"SCTP\"}]"),
    KindCase(
      "\(rule)/ports = [{\"port\":80,\"endPort\":70}]",
      "spec.ingress[0].ports[0].endPort: Invalid value: 70: must be greater than or equal to `port`"),
    KindCase(
      "\(rule)/ports = [{\"endPort\":70}]",
      "spec.ingress[0].ports[0].endPort: Invalid value: 70: may not be specified when `port` is not specified"),
    KindCase(
      "\(rule)/ports = [{\"port\":\"http\",\"endPort\":70}]",
      "spec.ingress[0].ports[0].endPort: Invalid value: 70: may not be specified when `port` is non-numeric"),
    KindCase(
      "\(rule)/ports = [{\"protocol\":\"ICMP\"}]",
      #"spec.ingress[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP""#),
    KindCase("\(rule)/from = [{}]", "spec.ingress[0].from[0]: Required value: must specify a peer"),
    KindCase(
      "\(rule)/from/0/podSelector = {}", "spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer"),
    KindCase(
      "\(rule)/from/0/ipBlock/cidr = \"10.0.0.0\"",
      #"spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"#),
    KindCase(
      "\(rule)/from/0/ipBlock/except = [\"10.0.0.0/8\",\"11.0.0.0/16\"]",
      #"spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`"#,
      #"spec.ingress[0].from[0].ipBlock.except[1]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`"#),
    KindCase(
      #"spec/policyTypes = ["Sideways"]"#,
      #"spec.policyTypes[0]: Unsupported value: "Sideways": supported values: "Egress", "Ingress""#),
  ])
  func `network policies`(_ test: KindCase) throws {
    #expect(try KindChecks.createErrors(Samples.networkPolicy, test.change) == test.errors)
  }

  @Test(arguments: [
    KindCase(""), KindCase(#"spec/cidrs = ["10.0.0.0/16","fd00::/108"]"#),
    KindCase("spec/cidrs = []", "spec.cidrs: Required value: at least one CIDR required"),
    KindCase(
      #"spec/cidrs = ["10.0.0.0/16","10.1.0.0/16"]"#,
      #"spec.cidrs: Invalid value: ["10.0.0.0/16","10.1.0.0/16"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64"#),
    KindCase(
      #"spec/cidrs = ["x"]"#,
      #"spec.cidrs[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"#),
  ])
  func `service ranges`(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.serviceRange, test.change) == test.errors) }

  @Test func `a service range may gain a family and no more`() throws {
    #expect(try KindChecks.updateErrors(Samples.serviceRange, #"spec/cidrs = ["10.0.0.0/16","fd00::/108"]"#).isEmpty)
    #expect(
      try KindChecks.updateErrors(Samples.serviceRange, #"spec/cidrs = ["10.1.0.0/16"]"#)
        == [#"spec.cidrs: Invalid value: ["10.1.0.0/16"]: field is immutable"#])
  }

  @Test(arguments: [
    KindCase(""),
    KindCase(
      #"metadata/name = "a""#, #"metadata.name: Invalid value: "a": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"#),
    KindCase(
      #"metadata/name = "2001:DB8::1""#, #"metadata.name: Invalid value: "2001:DB8::1": must be in canonical form ("2001:db8::1")"#),
    KindCase("spec/parentRef/resource =", "spec.parentRef.resource: Required value"),
    KindCase("spec/parentRef =", "spec.parentRef: Required value"),
  ])
  func addresses(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.address, test.change) == test.errors) }

  @Test func tables() throws {
    #expect(
      try KindChecks.row(Samples.ingress, #"status = {"loadBalancer":{"ingress":[{"ip":"192.0.2.1"},{"hostname":"lb"}]}}"#)
        == ["web", "nginx", "example.com", "192.0.2.1,lb", "80, 443", "10m"])
    #expect(try KindChecks.row(Samples.ingressClass) == ["nginx", "example.com/nginx", "Settings.example.com/s", "10m"])
    #expect(try KindChecks.row(Samples.networkPolicy) == ["web", "app=web", "10m"])
    #expect(try KindChecks.row(Samples.serviceRange) == ["kubernetes", "10.0.0.0/16", "10m"])
    #expect(try KindChecks.row(Samples.address) == ["10.0.0.1", "services/default/kubernetes"])
  }
}
