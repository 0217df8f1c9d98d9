import Foundation
import Testing

/// An application of two parts that find each other by name and by Service, from the first command to the last.
@Suite(.serialized) struct GuestbookTests {
  private static let scripts = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: scripts}
    data:
      store: |
        #!/bin/busybox sh
        echo "Content-Type: text/plain"; echo
        case "$QUERY_STRING" in add=*) echo "${QUERY_STRING#add=}" >> /entries;; esac
        exec /bin/busybox cat /entries
      guestbook: |
        #!/bin/busybox sh
        echo "Content-Type: text/plain"; echo
        exec /bin/busybox wget -q -O - "http://store/cgi-bin/store?$QUERY_STRING"
    """

  /// A web server that runs the scripts, and its Service.
  private static func part(_ name: String, replicas: Int) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: \(name), labels: {application: guestbook}}
    spec:
      replicas: \(replicas)
      selector: {matchLabels: {part: \(name)}}
      template:
        metadata: {labels: {part: \(name), application: guestbook}}
        spec:
          terminationGracePeriodSeconds: 0
          volumes: [{name: scripts, configMap: {name: scripts, defaultMode: 0755}}]
          containers:
          - name: main
            image: localhost/busybox:test
            imagePullPolicy: IfNotPresent
            command: [/bin/busybox, sh, -c, "/bin/busybox touch /entries; exec /bin/busybox httpd -f -p 8080 -h /www"]
            ports: [{name: http, containerPort: 8080}]
            readinessProbe: {tcpSocket: {port: http}, periodSeconds: 1}
            volumeMounts: [{name: scripts, mountPath: /www/cgi-bin}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), labels: {application: guestbook}}
    spec: {selector: {part: \(name)}, ports: [{port: 80, targetPort: http}]}
    """
  }

  @Test(arguments: Kubectl.programs.suffix(1))
  func `a guestbook is created, keeps what visitors write, and is taken down`(program: String) throws {
    try TestDaemon.with(components: "*") { daemon in
      try daemon.loadBusybox()
      let application = [Self.scripts, Self.part("store", replicas: 1), Self.part("front", replicas: 3)].joined(separator: "\n---\n")
      let created = try daemon.kubectl(program, "create", "-f", "-", input: application)
      #expect(created.status == 0, "\(created)")
      for part in ["store", "front"] {
        let rollout = try daemon.kubectl(program, "rollout", "status", "deployment/\(part)", "--timeout=60s")
        #expect(rollout.status == 0, "\(rollout)\n\(daemon.log.suffix(3_000))")
      }
      let address = try daemon.kubectl(program, "get", "service", "front", "-o", "jsonpath={.spec.clusterIP}").output
      func visit(_ query: String) throws -> String {
        try Command(arguments: ["curl", "-s", "--max-time", "5", "http://\(address)/cgi-bin/guestbook?\(query)"]).run().output
      }
      try eventually("the front finds the store by its name") { try visit("add=first") == "first\n" }
      #expect(try visit("add=second") == "first\nsecond\n")
      // Whichever of the fronts answers, the store is the same.
      for _ in 0..<6 { #expect(try visit("") == "first\nsecond\n") }
      let deleted = try daemon.kubectl(program, "delete", "--timeout=60s", "-f", "-", input: application)
      #expect(deleted.status == 0, "\(deleted)")
      try eventually("nothing is left of it") {
        try daemon.kubectl(program, "get", "all", "-l", "application=guestbook", "-o", "name").output.isEmpty
      }
    }
  }
}
