import APIMachinery
import Basics

@testable import NodeNetwork

/// Services and slices by chance, of every kind that the rules tell apart.
struct RandomCluster {
  var services: [Value] = []
  var slices: [Value] = []

  init(_ random: SeededRandom, count: Int) {
    for index in 0..<count { add(index, random) }
  }

  /// The same Services with one of them made anew.
  func changed(_ random: SeededRandom) -> RandomCluster {
    var copy = self
    let index = random.below(services.count)
    let other = RandomCluster(random, count: services.count)
    (copy.services[index], copy.slices[index]) = (other.services[index], other.slices[index])
    return copy
  }

  private mutating func add(_ index: Int, _ random: SeededRandom) {
    func chance(_ of: Int = 2) -> Bool { random.below(of) == 0 }
    var ports: [Value] = [["name": "a", "port": 80, "protocol": "TCP"]]
    if chance() { ports.append(["name": "b", "port": 53, "protocol": chance() ? "UDP" : "SCTP"]) }
    var fields: [String: Value] = [:]
    var ingress: [Value] = []
    if chance() {
      fields["type"] = chance() ? "NodePort" : "LoadBalancer"
      for port in ports.indices { ports[port]["nodePort"] = .int(Int64(30_000 + index * 2 + port)) }
      ingress = [["ip": .string("192.0.2.\(index + 1)")]]
      if chance() { fields["loadBalancerSourceRanges"] = ["198.51.100.0/24", "198.51.100.0/26", "203.0.113.0/24"] }
      if chance() { fields["externalTrafficPolicy"] = "Local" }
    }
    if chance(3) { fields["internalTrafficPolicy"] = "Local" }
    if chance(3) { fields["sessionAffinity"] = "ClientIP" }
    if chance(4) { fields["externalIPs"] = [.string("203.0.113.\(index + 1)")] }
    let address = chance(8) ? "None" : "10.96.0.\(index + 1)"
    services.append(Samples.service("s\(index)", Samples.spec(address, ports, fields), ingress: ingress))
    let endpoints = (0..<random.below(4)).map { number in
      let isNear = chance()
      return Samples.endpoint(
        isNear ? "10.1.0.\(10 + number)" : "10.2.0.\(10 + number)", node: isNear ? "node-1" : "node-2",
        chance(4) ? Samples.ending : ["ready": .bool(!chance(5))])
    }
    let sliced: [Value] = ports.map { ["name": $0["name"] ?? "", "port": 8080, "protocol": $0["protocol"] ?? "TCP"] }
    slices.append(Samples.slice("s\(index)", endpoints, ports: sliced))
  }
}
