import ArgumentParser
import Basics
import ClusterDNS

/// The flags about names: of the DNS that is served, and of the one that pods ask.
struct DNSOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The address to serve the cluster's DNS on; when not given, the one by which pods reach this node. Without the kubelet nothing is served"
        + " unless this is given.", valueName: "addr"))
  var dnsBindAddress: String?

  @Option(help: ArgumentHelp("The port to serve the cluster's DNS on; 0 picks a free one.", valueName: "port"))
  var dnsPort = 53

  @Option(help: ArgumentHelp("The domain that the names of services and pods are under.", valueName: "name"))
  var clusterDomain = "cluster.local"

  @Option(
    help: ArgumentHelp(
      "The DNS servers of pods, separated by commas. When not given, the cluster IP of the Service kube-dns if the dns component runs here.",
      valueName: "list"))
  var clusterDNS = ""

  @Option(
    help: ArgumentHelp("Whom to ask for names outside of the cluster, and what pods with dnsPolicy Default get.", valueName: "file"),
    completion: .file())
  var resolvConf = "/etc/resolv.conf"

  var clusterServers: [String] { clusterDNS.split(separator: ",").map { $0.filter { $0 != " " } } }

  mutating func validate() throws {
    if let dnsBindAddress, IPAddress(dnsBindAddress) == nil {
      throw ValidationError("--dns-bind-address \"\(dnsBindAddress)\" is not an IP address")
    }
    guard (0...65_535).contains(dnsPort) else { throw ValidationError("--dns-port must be between 0 and 65535") }
    guard ClusterZone(domain: clusterDomain) != nil else {
      throw ValidationError("--cluster-domain \"\(clusterDomain)\" is not a name such as cluster.local")
    }
    for server in clusterServers where IPAddress(server) == nil {
      throw ValidationError("--cluster-dns \"\(server)\" is not an IP address")
    }
  }
}
