import Foundation
import Testing

/// Commits as requests: what is pushed passes the authorization and the admission that a request would, and no tree leads out of itself.
@Suite(.serialized) struct HostileCommitTests {
  private func clone(_ daemon: TestDaemon, _ name: String) throws -> String {
    let clone = daemon.directory + "/" + name
    try eventually("main is there") { try daemon.git("rev-parse", "-q", "--verify", "main").status == 0 }
    _ = try daemon.git("clone", "-q", daemon.repository, clone, in: daemon.directory)
    _ = try daemon.git("checkout", "-q", "-B", "main", "origin/main", in: clone)
    return clone
  }

  private static func configMap(_ name: String, _ more: String = "") -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \(name), namespace: default}\n\(more)"
  }

  /// Runs a script in the clone, commits what it made, and pushes.
  private func push(_ daemon: TestDaemon, _ clone: String, _ script: String, as author: String = "Ada <ada@example.com>") throws -> CommandResult {
    let script = """
      git fetch -q && git reset -q --hard origin/main && git clean -qfdx
      \(script)
      git -c user.name=Ada -c user.email=ada@example.com commit -qm change --author '\(author)' && git push -q origin main
      """
    var result: CommandResult
    var attempts = 0
    repeat {
      result = try Command(arguments: ["bash", "-c", script], environment: ["GIT_TERMINAL_PROMPT": "0"], directory: clone).run()
      attempts += 1
      // The daemon writes what requests have changed to main, at times between the fetch and the push.
    } while attempts < 5 && ["fetch first", "non-fast-forward", "failed to update ref"].contains { result.errors.contains($0) }
    return result
  }

  private func isThere(_ daemon: TestDaemon, _ name: String) throws -> Bool { try daemon.kctl("get", "configmap", name).status == 0 }

  @Test func `a push is judged as a request: by admission always, by its author's rights where that is asked for`() throws {
    try TestDaemon.with(components: "apiserver,gitops") { daemon in
      let made = try daemon.kctl(
        "create", "-f", "-",
        input: """
          apiVersion: v1
          kind: Namespace
          metadata: {name: strict, labels: {pod-security.kubernetes.io/enforce: restricted}}
          ---
          apiVersion: v1
          kind: ResourceQuota
          metadata: {name: q, namespace: strict}
          spec: {hard: {configmaps: "1"}}
          """)
      #expect(made.status == 0, "\(made)")
      let clone = try clone(daemon, "clone")
      let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: strict}\nspec: {containers: [{name: c, image: i, securityContext: {privileged: true}}]}\n"
      let privileged = try push(daemon, clone, "printf '\(pod)' > p.yaml; git add -A")
      #expect(privileged.status != 0 && privileged.errors.contains("violates PodSecurity"), "\(privileged)")
      let two = Self.configMap("a").replacingOccurrences(of: "default", with: "strict") + "---\n" + Self.configMap("b").replacingOccurrences(of: "default", with: "strict")
      let many = try push(daemon, clone, "cat > two.yaml <<'END'\n\(two)END\ngit add -A")
      #expect(many.status != 0 && many.errors.contains("exceeded quota: q"), "\(many)")
      // Who can write to the repository is an administrator, unless it is said otherwise.
      let plain = try push(daemon, clone, "cat > one.yaml <<'END'\n\(Self.configMap("one"))END\ngit add -A")
      #expect(plain.status == 0, "\(plain)")
      try eventually("the push is live") { try isThere(daemon, "one") }

      _ = try daemon.git("config", "kctl.authorizeMain", "author")
      let refused = try push(daemon, clone, "cat > two.yaml <<'END'\n\(Self.configMap("two"))END\ngit add -A")
      #expect(refused.status != 0 && refused.errors.contains("User \"ada@example.com\" cannot"), "\(refused)")
      let removed = try push(daemon, clone, "git rm -q one.yaml")
      #expect(removed.status != 0 && removed.errors.contains("cannot delete resource \"configmaps\""), "\(removed)")
      let granted = try push(
        daemon, clone,
        "cat > grant.yaml <<'END'\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: own, namespace: default}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}\nsubjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: ada@example.com}]\nEND\ngit add -A")
      #expect(granted.status != 0, "nobody grants themselves what they haven't got: \(granted)")
      #expect(try daemon.kctl("create", "rolebinding", "ada", "--clusterrole=edit", "--user=ada@example.com").status == 0)
      let allowed = try push(daemon, clone, "cat > two.yaml <<'END'\n\(Self.configMap("two"))END\ngit add -A")
      #expect(allowed.status == 0, "\(allowed)")
      try eventually("what the author may do is live") { try isThere(daemon, "two") }
      // Where the hook is bypassed the daemon judges the same way.
      let other = try push(
        daemon, clone, "cat > three.yaml <<'END'\n\(Self.configMap("three"))END\ngit add -A; mv \(daemon.repository)/hooks \(daemon.repository)/hooks-off",
        as: "Eve <eve@example.com>")
      #expect(other.status == 0, "\(other)")
      try FileManager.default.moveItem(atPath: daemon.repository + "/hooks-off", toPath: daemon.repository + "/hooks")
      try eventually("the refusal is noted") {
        try daemon.git("notes", "--ref=kctl", "show", "main").output.contains("User \"eve@example.com\" cannot")
      }
      #expect(try !isThere(daemon, "three"))
    }
  }

  @Test func `links, ways out, bombs and what is too deep or too large in a commit are refused, and harm nobody`() throws {
    try TestDaemon.with(components: "apiserver,gitops") { daemon in
      let made = try daemon.kctl("create", "configmap", "before")
      #expect(made.status == 0, "\(made)")
      try Self.configMap("outside").write(toFile: daemon.directory + "/outside.yaml", atomically: true, encoding: .utf8)
      let clone = try clone(daemon, "clone")
      let aliases = (1...9).map { "a\($0): &a\($0) [" + Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ",") + "]" }.joined(separator: "\n")
      let attempts: [(name: String, script: String)] = [
        ("alias bomb", "cat > bomb.yaml <<'END'\n\(Self.configMap("bomb"))a0: &a0 [x,x,x,x,x,x,x,x,x]\n\(aliases)\nEND\ngit add -A"),
        ("deep flow", "python3 - > deep.yaml <<'END'\nprint('''\(Self.configMap("deep"))data: ''' + '['*100000)\nEND\ngit add -A"),
        ("deep json", "python3 - > deep.json <<'END'\nprint('{\"a\":'*50000)\nEND\ngit add -A"),
        ("large", "python3 - > large.yaml <<'END'\nprint('''\(Self.configMap("large"))data:\\n  a: ''' + 'x'*2000000)\nEND\ngit add -A"),
        ("binary", "head -c 100000 /dev/urandom > binary.yaml; git add -A"),
        ("secret in clear", "printf 'apiVersion: v1\\nkind: Secret\\nmetadata: {name: s, namespace: default}\\nstringData: {a: b}\\n' > s.yaml; git add -A"),
        ("way out as a name", "cat > up.yaml <<'END'\n\(Self.configMap("../../up"))END\ngit add -A"),
        ("way out as a namespace", "cat > up.yaml <<'END'\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: ../kube-system}\nEND\ngit add -A"),
      ]
      for (name, script) in attempts {
        let result = try push(daemon, clone, script)
        #expect(result.status != 0 && result.errors.contains("kctl: the push is refused"), "\(name): \(result)")
      }
      // Links are no manifests, wherever they lead; what they lead to isn't read.
      let links = try push(
        daemon, clone,
        "ln -s \(daemon.directory)/outside.yaml link.yaml; ln -s / root; ln -s .. up; mkdir -p d && ln -s ../../../../../../etc d/etc.yaml; cat > good.yaml <<'END'\n\(Self.configMap("good"))END\ngit add -A")
      if links.status == 0 { try eventually("the good one is live") { try isThere(daemon, "good") } }
      #expect(try !isThere(daemon, "outside"))
      // Trees that git itself would never write: names that are ways.
      let tree = """
        blob=$(printf '\(Self.configMap("raw").replacingOccurrences(of: "\n", with: "\\n"))' | git hash-object -w --stdin)
        for name in .. . .git 'a/b'; do
          bad=$( (printf '100644 %s\\0' "$name"; printf "$(printf %s "$blob" | sed 's/../\\\\x&/g')") | git hash-object -w -t tree --stdin --literally)
          commit=$(printf 'tree %s\\nparent %s\\nauthor A <a@b> 1 +0000\\ncommitter A <a@b> 1 +0000\\n\\nx\\n' "$bad" "$(git rev-parse origin/main)" | git hash-object -w -t commit --stdin --literally)
          git push -q origin "$commit:refs/heads/main" && echo "pushed $name"
        done; true
        """
      let raw = try Command(arguments: ["bash", "-c", "git fetch -q; " + tree], directory: clone).run()
      #expect(!raw.output.contains("pushed"), "\(raw)")
      #expect(try !isThere(daemon, "raw") && isThere(daemon, "before"))
      #expect(try daemon.kctl("get", "--raw", "/readyz").output == "ok")
      // Beside the repository nothing was written.
      let names = try FileManager.default.contentsOfDirectory(atPath: daemon.directory).sorted()
      #expect(names.filter { !["clone", "cluster.git", "daemon.log", "data", "kubeconfig", "outside.yaml"].contains($0) } == [], "\(names)")
    }
  }
}
