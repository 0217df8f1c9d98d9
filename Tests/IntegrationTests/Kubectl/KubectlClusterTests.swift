import Foundation
import Testing

/// What kubectl tells of a cluster, and what it does about controllers, as conformance tests for kubectl name it.
@Suite(.serialized) struct KubectlClusterTests {
  private typealias Samples = KubectlSamples

  @Test func `the cluster, its versions and what it serves are told`() throws {
    try KubectlSession.each("told") { kubectl in
      let versions = try kubectl.run(["api-versions"]).output.split(separator: "\n").map(String.init)
      #expect(versions.contains("v1") && versions.contains("apps/v1") && versions == versions.sorted(), "\(versions)")
      let info = try kubectl.run(["cluster-info"])
      #expect(info.status == 0 && info.output.contains("control plane") && info.output.contains("is running at"), "\(info)")
      let version = try kubectl.run(["version", "-o", "json"]).output
      for field in ["clientVersion", "serverVersion"] { #expect(version.contains("\"\(field)\""), "\(version)") }
      for word in [#""gitVersion": "v1.36.0"#, #""major": "1""#, #""minor": "36""#, #""platform": "linux/"#, #""buildDate""#, #""gitCommit""#, #""gitTreeState""#] {
        #expect(version.contains(word), "\(word): \(version)")
      }
      let resources = try kubectl.run(["api-resources", "--verbs=list", "-o", "name"]).output.split(separator: "\n").map(String.init)
      #expect(Set(["pods", "deployments.apps", "customresourcedefinitions.apiextensions.k8s.io"]).isSubset(of: resources), "\(resources)")
    }
  }

  @Test func `a controller, its pods and its service are described, annotated, scaled and exposed`() throws {
    try KubectlSession.each("primary") { kubectl in
      try kubectl.expect("create", "-f", "-", input: Samples.controller("primary"))
      try eventually("there is a pod") { try kubectl.names("pods").count == 1 }
      try kubectl.expect("create", "-f", "-", input: Samples.service("primary"))
      for word in ["Name:", "Namespace:", "Image:", "Labels:", "Status:", "Controlled By:"] { try kubectl.expect("describe", "pods", prints: word) }
      for word in ["Name:", "Selector:", "Labels:", "Annotations:", "Replicas:", "Pods Status:", "Pod Template:", "Image:", "Events:"] {
        try kubectl.expect("describe", "rc", "primary", prints: word)
      }
      for word in ["Name:", "Type:", "IP:", "Port:", "Endpoints:", "Session Affinity:"] {
        try kubectl.expect("describe", "service", "primary", prints: word)
      }
      try kubectl.expect("create", "-f", "-", input: #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"\#(kubectl.namespace)"}}"#)
      for word in ["Name:", "Labels:", "Annotations:", "CreationTimestamp:", "Taints:", "Addresses:", "System Info:", "Non-terminated Pods:"] {
        try kubectl.expect("describe", "node", kubectl.namespace, prints: word)
      }
      for word in ["Name:", "Labels:", "Status:", "No resource quota"] { try kubectl.expect("describe", "namespace", kubectl.namespace, prints: word) }
      for pod in try kubectl.names("pods") { try kubectl.expect("patch", "pod", pod, "-p", #"{"metadata":{"annotations":{"x":"y"}}}"#) }
      #expect(try kubectl.read("pods", path: "{.items[*].metadata.annotations.x}") == "y")
      for count in [2, 1, 2] {
        try kubectl.expect("scale", "rc", "primary", "--replicas=\(count)", "--timeout=20s")
        try eventually("there are \(count)") { try kubectl.names("pods", "-l", "app=primary").count == count }
      }
      try kubectl.expect("expose", "rc", "primary", "--name=second", "--port=1234", "--target-port=6379")
      try kubectl.expect("expose", "service", "second", "--name=third", "--port=2345", "--target-port=6379")
      for (name, port) in [("second", 1234), ("third", 2345)] {
        #expect(try kubectl.read("service", name, path: "{.spec.ports[0].port} {.spec.ports[0].targetPort}") == "\(port) 6379")
      }
      try kubectl.expect("delete", "--grace-period=0", "--force", "-f", "-", input: Samples.controller("primary"))
      try eventually("the pods are gone") { try kubectl.names("pods").isEmpty }
    }
  }

  @Test func `a difference to what is declared is told, and none when there is none`() throws {
    try KubectlSession.each("declared") { kubectl in
      func deployment(_ image: String) -> String {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: "\(image)"}]}}
        """
      }
      try kubectl.expect("create", "-f", "-", input: deployment("localhost/httpd:1"))
      let diff = try kubectl.run(["diff", "-f", "-"], input: deployment("localhost/busybox:1"))
      let lines = diff.output.split(separator: "\n").filter { $0.contains("image: localhost/") }.map { "\($0.first ?? " ")\($0.split(separator: "/").last ?? "")" }
      #expect(diff.status == 1 && lines == ["-httpd:1", "+busybox:1"], "\(diff)")
      #expect(try kubectl.read("deployment", "web", path: "{.spec.template.spec.containers[0].image}") == "localhost/httpd:1")
    }
  }

  @Test func `a proxy serves the API on a free port and on a socket`() throws {
    try KubectlSession.each("proxy") { kubectl in
      let script = """
        rm -f proxy.log s; "$K" proxy --port=0 > proxy.log 2>&1 & first=$!
        "$K" proxy --unix-socket=$PWD/s > /dev/null 2>&1 & second=$!
        for i in $(seq 400); do
          port=$(sed -n 's/.*127.0.0.1:\\([0-9]*\\).*/\\1/p' proxy.log); [ -n "$port" ] && [ -S s ] && break; sleep 0.05; done
        curl -s --max-time 10 http://127.0.0.1:$port/api/ | grep -c '"v1"'
        curl -s --max-time 10 --unix-socket s http://localhost/api/ | grep -c '"v1"'
        curl -s -N --max-time 10 "http://127.0.0.1:$port/api/v1/namespaces?watch=1&timeoutSeconds=1" | grep -c ADDED > watched
        [ "$(cat watched)" -gt 3 ] && echo watched
        kill $first $second; wait 2>/dev/null; true
        """
      let result = try Command(
        arguments: ["bash", "-c", script], environment: ["KUBECONFIG": kubectl.daemon.kubeconfig, "HOME": kubectl.daemon.directory, "K": kubectl.program],
        directory: kubectl.daemon.directory
      ).run()
      #expect(result.output == "1\n1\nwatched\n", "\(result)")
    }
  }
}
