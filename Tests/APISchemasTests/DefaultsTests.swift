import APIMachinery
import Basics
import Testing

@testable import APISchemas

@Suite struct DefaultsTests {
  @Test func `pod specification, container, probe and volume`() throws {
    let spec = try #require(Samples.object(Samples.pod)["spec"])
    #expect(spec["dnsPolicy"] == "ClusterFirst")
    #expect(spec["restartPolicy"] == "Always")
    #expect(spec["securityContext"] == [:])
    #expect(spec["terminationGracePeriodSeconds"] == 30)
    #expect(spec["schedulerName"] == "default-scheduler")
    #expect(spec["enableServiceLinks"] == true)
    let container = try #require(spec["containers"]?[0])
    #expect(container["imagePullPolicy"] == "IfNotPresent")
    #expect(container["terminationMessagePath"] == "/dev/termination-log")
    #expect(container["terminationMessagePolicy"] == "File")
    #expect(container["ports"]?[0]?["protocol"] == "TCP")
    #expect(container["resources"]?["requests"] == ["cpu": "500m", "memory": "64Mi"])
    let probe = try #require(container["livenessProbe"])
    #expect(probe["timeoutSeconds"] == 1)
    #expect(probe["periodSeconds"] == 10)
    #expect(probe["successThreshold"] == 1)
    #expect(probe["failureThreshold"] == 3)
    #expect(probe["httpGet"] == ["path": "/", "port": 80, "scheme": "HTTP"])
    #expect(spec["volumes"]?[0]?["emptyDir"] == [:])
    #expect(spec["volumes"]?[1]?["secret"]?["defaultMode"] == 420)
  }

  @Test(arguments: [
    ("nginx", "Always"), ("nginx:latest", "Always"), ("nginx:1.25", "IfNotPresent"), ("reg:5000/nginx", "Always"),
    ("reg:5000/a/nginx:2", "IfNotPresent"), ("nginx@sha256:0123", "IfNotPresent"), ("nginx:latest@sha256:0123", "Always"),
  ])
  func `the pull policy follows the tag`(_ image: String, _ policy: String) {
    #expect(ContainerDefaults.pullPolicy(ofImage: image) == policy)
  }

  @Test func `the two names of the service account are kept equal`() throws {
    var pod = try Samples.value(Samples.pod)
    pod[path: "spec", "serviceAccount"] = "robot"
    let spec = Samples.scheme.withDefaults(pod, of: Samples.kind("v1", "Pod"))["spec"]
    #expect(spec?["serviceAccountName"] == "robot")
    #expect(spec?["serviceAccount"] == "robot")
  }

  @Test func `host ports on the host's network`() throws {
    var pod = try Samples.value(Samples.pod)
    pod[path: "spec", "hostNetwork"] = true
    let spec = Samples.scheme.withDefaults(pod, of: Samples.kind("v1", "Pod"))["spec"]
    #expect(spec?["containers"]?[0]?["ports"]?[0]?["hostPort"] == 80)
  }

  @Test func `quantities are rounded up to milli-units`() throws {
    let pod = try Samples.object(
      #"{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"c","image":"i","resources":{"limits":{"cpu":"0.0001","memory":"1024Mi"}}}]}}"#)
    #expect(pod["spec"]?["containers"]?[0]?["resources"]?["limits"] == ["cpu": "1m", "memory": "1Gi"])
  }

  @Test func deployment() throws {
    let spec = try #require(Samples.object(Samples.deployment)["spec"])
    #expect(spec["replicas"] == 1)
    #expect(spec["strategy"] == ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": "25%", "maxUnavailable": "25%"]])
    #expect(spec["revisionHistoryLimit"] == 10)
    #expect(spec["progressDeadlineSeconds"] == 600)
    #expect(spec[path: "template", "spec", "restartPolicy"] == "Always")
    #expect(spec[path: "template", "spec", "enableServiceLinks"] == nil)
  }

  @Test func `a recreated deployment has no rolling update`() throws {
    var value = try Samples.value(Samples.deployment)
    value[path: "spec", "strategy", "type"] = "Recreate"
    let object = Samples.scheme.withDefaults(value, of: Samples.kind("apps/v1", "Deployment"))
    #expect(object[path: "spec", "strategy"] == ["type": "Recreate"])
  }

  @Test func job() throws {
    let spec = try #require(Samples.object(Samples.job)["spec"])
    #expect(spec["completions"] == 1)
    #expect(spec["parallelism"] == 1)
    #expect(spec["backoffLimit"] == 6)
    #expect(spec["completionMode"] == "NonIndexed")
    #expect(spec["suspend"] == false)
    #expect(spec["manualSelector"] == false)
    #expect(spec["podReplacementPolicy"] == "TerminatingOrFailed")
  }

  @Test func service() throws {
    let spec = try #require(Samples.object(Samples.service)["spec"])
    #expect(spec["type"] == "ClusterIP")
    #expect(spec["sessionAffinity"] == "None")
    #expect(spec["internalTrafficPolicy"] == "Cluster")
    #expect(spec["externalTrafficPolicy"] == nil)
    #expect(spec["ports"] == [["port": 80, "protocol": "TCP", "targetPort": 80]])
  }

  @Test func `load balancer and session affinity`() throws {
    var value = try Samples.value(Samples.service)
    value[path: "spec", "type"] = "LoadBalancer"
    value[path: "spec", "sessionAffinity"] = "ClientIP"
    let spec = Samples.scheme.withDefaults(value, of: Samples.kind("v1", "Service"))["spec"]
    #expect(spec?["externalTrafficPolicy"] == "Cluster")
    #expect(spec?["allocateLoadBalancerNodePorts"] == true)
    #expect(spec?["sessionAffinityConfig"] == ["clientIP": ["timeoutSeconds": 10800]])
  }

  @Test func `small kinds`() throws {
    #expect(try Samples.object(Samples.namespace).labels["kubernetes.io/metadata.name"] == "shop")
    #expect(try Samples.object(Samples.namespace)["status"]?["phase"] == "Active")
    #expect(try Samples.object(Samples.secret)["type"] == "Opaque")
    #expect(try Samples.object(Samples.node)["status"]?["allocatable"]?["memory"] == "1Gi")
    #expect(try Samples.object(Samples.endpointSlice)["ports"]?[0]?["protocol"] == "TCP")
    let list = Samples.scheme.withDefaults(["items": [["spec": [:]]]], of: Samples.kind("v1", "PodList"))
    #expect(list["items"]?[0]?["spec"]?["restartPolicy"] == "Always")
    let scale = Samples.scheme.withDefaults([:], of: Samples.kind("autoscaling/v1", "Scale"))
    #expect(scale == [:])
  }
}
