import Foundation
import Testing

/// Certificates and tokens that the cluster gives to people and hosts.
@Suite(.serialized) struct CertificateTests {
  private func run(_ daemon: TestDaemon, _ script: String) throws -> CommandResult {
    try Command(
      arguments: ["bash", "-ec", script],
      environment: ["KUBECONFIG": daemon.kubeconfig, "HOME": daemon.directory, "KCTL": TestDaemon.kctl, "DATA": daemon.dataDirectory],
      directory: daemon.directory
    ).run()
  }

  @Test func `an approved request becomes a certificate that works, a denied one nothing`() throws {
    try TestDaemon.with(components: "apiserver,controller-manager") { daemon in
      let made = try run(
        daemon, """
          for user in jane mallory; do
            openssl req -new -newkey rsa:2048 -nodes -keyout $user.key -subj "/O=dev/CN=$user" -out $user.csr 2>/dev/null
            printf 'apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {name: %s}\nspec:\n  request: %s\n  signerName: kubernetes.io/kube-apiserver-client\n  expirationSeconds: 3600\n  usages: [digital signature, key encipherment, client auth]\n' $user $(base64 -w0 $user.csr) | $KCTL create -f -
          done
          $KCTL certificate approve jane
          $KCTL certificate deny mallory
          """)
      #expect(made.status == 0, "\(made)")
      try eventually("the certificate is there") {
        try daemon.kctl("get", "csr", "jane", "-o", "jsonpath={.status.certificate}").output.isEmpty == false
      }
      let used = try run(
        daemon, """
          $KCTL get csr jane -o 'jsonpath={.status.certificate}' | base64 -d > jane.crt
          openssl x509 -in jane.crt -noout -subject -checkend 3000
          server=$($KCTL config view --minify -o 'jsonpath={.clusters[0].cluster.server}')
          curl -s --cacert $DATA/pki/ca.crt --cert jane.crt --key jane.key $server/apis/authentication.k8s.io/v1/selfsubjectreviews \
            -H 'Content-Type: application/json' -d '{"kind":"SelfSubjectReview","apiVersion":"authentication.k8s.io/v1"}'
          """)
      #expect(used.output.contains("\"username\": \"jane\""), "\(used)\n\(daemon.log.suffix(2000))")
      #expect(used.output.contains("\"dev\""), "\(used)")
      let denied = try daemon.kctl("get", "csr", "mallory", "--no-headers")
      #expect(denied.output.hasSuffix("Denied\n"), "\(denied)")
    }
  }

  @Test func `tokens are made, listed, used and taken away`() throws {
    try TestDaemon.with(components: "apiserver,controller-manager") { daemon in
      #expect(try daemon.kctl("token", "create", "abcdef.0123456789abcdef", "--ttl", "2h", "--description", "for the test").status == 0)
      let list = try daemon.kctl("token", "list")
      #expect(list.output.contains("abcdef.0123456789abcdef"), "\(list)")
      #expect(list.output.contains("authentication,signing"), "\(list)")
      let server = try daemon.kctl("config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}").output
      func whoami(_ token: String) throws -> CommandResult {
        try run(
          daemon, """
            curl -s --cacert $DATA/pki/ca.crt -H 'Authorization: Bearer \(token)' -H 'Content-Type: application/json' \
              \(server)/apis/authentication.k8s.io/v1/selfsubjectreviews -d '{"kind":"SelfSubjectReview","apiVersion":"authentication.k8s.io/v1"}'
            """)
      }
      let who = try whoami("abcdef.0123456789abcdef")
      #expect(who.output.contains("\"username\": \"system:bootstrap:abcdef\""), "\(who)")
      #expect(who.output.contains("system:bootstrappers:kubeadm:default-node-token"), "\(who)")
      #expect(try whoami("abcdef.0123456789abcdee").output.contains("Unauthorized"))
      try eventually("cluster-info is signed and open to all") {
        try run(daemon, "curl -s --cacert $DATA/pki/ca.crt \(server)/api/v1/namespaces/kube-public/configmaps/cluster-info").output
          .contains("jws-kubeconfig-abcdef")
      }
      #expect(try daemon.kctl("token", "create", "expire.0123456789abcdef", "--ttl", "1s").status == 0)
      try eventually("the token is cleaned away") { try !daemon.kctl("token", "list").output.contains("expire.") }
      #expect(try daemon.kctl("token", "delete", "abcdef").output == "bootstrap token \"abcdef\" deleted\n")
      #expect(try whoami("abcdef.0123456789abcdef").output.contains("Unauthorized"))
      // A token passes: it is nothing that people want in git.
      let manifests = try daemon.git("ls-tree", "-r", "--name-only", "main")
      #expect(!manifests.output.contains("bootstrap-token"), "\(manifests)")
    }
  }

  @Test func `the daemon's certificates are listed, checked and renewed`() throws {
    try TestDaemon.with(components: "apiserver") { daemon in
      let list = try daemon.kctl("certs")
      for name in ["ca ", "apiserver ", "admin ", "apiserver-kubelet-client "] { #expect(list.output.contains("\n" + name), "\(list)") }
      #expect(try daemon.kctl("certs", "check").output == "every certificate is good\n")
      let check = try daemon.kctl("certs", "check", "--within", "9000h")
      #expect(check.status == 1 && check.errors.contains("apiserver: runs out in"), "\(check)")
      let before = try String(contentsOfFile: daemon.dataDirectory + "/pki/apiserver.crt", encoding: .utf8)
      #expect(try daemon.kctl("certs", "renew").status == 0)
      #expect(try String(contentsOfFile: daemon.dataDirectory + "/pki/apiserver.crt", encoding: .utf8) != before)
      let shown = try run(
        daemon, """
          server=$($KCTL config view --minify -o 'jsonpath={.clusters[0].cluster.server}')
          openssl s_client -connect ${server#https://} </dev/null 2>/dev/null | openssl x509
          """)
      #expect(try shown.output == String(contentsOfFile: daemon.dataDirectory + "/pki/apiserver.crt", encoding: .utf8), "\(shown)")
      #expect(try daemon.kctl("get", "--raw", "/readyz").output == "ok")
    }
  }
}
