/// The command lines that `KctlParityTests` compares, by theme.
enum ParityTable {
  /// Words of a line as a shell has them, with single quotes.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var hasWord = false
    for character in line {
      if character == "'" {
        isQuoted.toggle()
        hasWord = true
      } else if character == " ", !isQuoted {
        if hasWord || !word.isEmpty { words.append(word) }
        (word, hasWord) = ("", false)
      } else {
        word.append(character)
      }
    }
    return hasWord || !word.isEmpty ? words + [word] : words
  }

  static let lines: [String: [String]] = ["reading": reading, "making": making, "changing": changing, "failing": failing].mapValues { text in
    text.split(separator: "\n").map(String.init)
  }

  private static let reading = """
    get pods -n shop
    get pods -n shop -o wide
    get pods -A
    get deploy,svc,cm -n shop
    get deploy,svc -A
    get all -n shop
    get deploy web -n shop
    get deploy/web svc/web -n shop
    get pods nope -n shop --ignore-not-found
    get pods
    get pods -n nowhere
    get deploy -n shop --show-labels
    get deploy -n shop -L app,tier
    get deploy -n shop --no-headers
    get deploy -n shop --show-kind
    get deploy web -n shop -o yaml
    get deploy web -n shop -o json
    get deploy -n shop -o name
    get deploy,svc -n shop -o name
    get cm page -n shop -o jsonpath={.data.a}
    get cm -n shop -o jsonpath-as-json={.items[*].metadata.name}
    get deploy -n shop -o custom-columns=NAME:.metadata.name,IMG:.spec.template.spec.containers[*].image,X:.nothing
    get deploy web -n shop -o custom-columns=NAME:.metadata.name --no-headers
    get pods -n shop --sort-by=.metadata.name
    get cm -n shop --sort-by={.metadata.name} -o name
    get pods -n shop -l app=lone
    get pods -n shop -l app=none
    get pods -n shop -l app=none -o name
    get pods -n shop -l app=none -o yaml
    get pods -n shop --field-selector=spec.nodeName=node-x
    get nodes
    get nodes -o wide
    get ns
    get sa -n shop
    get secrets -n shop
    get jobs,cronjobs -n shop
    get ingress,hpa,pdb,quota,pvc -n shop
    get sts,ds,rs -n shop
    get role,rolebinding -n shop
    get deploy web -n shop --subresource=scale
    get deploy web -n shop --subresource=status -o name
    get deploy web -n shop --subresource=scale -o yaml
    get pods lone -n shop -o wide --show-labels
    get deployments.apps/web -n shop
    get deployments.v1.apps web -n shop
    get pod/lone deploy/web -n shop -o name
    get pods lone -n shop --server-print=false
    get deploy -n shop --server-print=false
    get deploy,svc -n shop --no-headers
    get cm -n shop --chunk-size=1 -o name
    get clusterroles view -o name
    get crd
    describe secret login -n shop
    describe job once -n shop
    describe cronjob tick -n shop
    describe role reader -n shop
    describe rolebinding readers -n shop
    describe hpa web -n shop
    describe pdb web -n shop
    describe quota q -n shop
    describe ds agent -n shop
    describe pods -n none
    describe clusterrole view
    explain pods.spec.containers
    explain deployment.spec.strategy --recursive
    api-resources
    api-resources -o name
    api-resources -o wide --api-group=apps
    api-resources --namespaced=false --no-headers
    api-resources --categories=all
    api-resources --api-group=nope
    auth can-i get pods
    auth can-i get pods -n shop --as=anna
    auth can-i --list -n shop --as=anna
    auth can-i get /healthz
    auth can-i get nodes
    auth can-i get foo
    auth can-i get pods --subresource=log -q
    auth can-i '*' '*'
    auth whoami
    events -n shop --types=Warning
    events -n shop --for=pod/lone
    events -n none
    get deploy web -n shop -o jsonpath='{range .spec.template.spec.containers[*]}{.name}{"\\t"}{.image}{"\\n"}{end}'
    """

  private static let making = """
    create sa s --dry-run=server
    create job j --image=a --dry-run=server -o jsonpath={.spec.template.spec} -- echo hi
    create configmap c --from-literal=a=b --from-literal=c=d --append-hash --dry-run=server -o jsonpath={.metadata.name}{.data}
    create secret generic s --from-literal=a=b --append-hash --dry-run=server -o jsonpath={.metadata.name}{.type}{.data}
    create secret docker-registry s --docker-username=a --docker-password=b --docker-email=c --dry-run=server -o jsonpath={.type}{.data}
    create service clusterip s --clusterip=None --dry-run=server -o jsonpath={.spec}
    create service nodeport s --tcp=80:8080 --node-port=30001 --dry-run=server -o jsonpath={.spec.ports}{.spec.type}
    create service loadbalancer s --tcp=80:http --dry-run=server -o jsonpath={.spec.ports[0].targetPort}{.spec.type}
    create service externalname s --external-name=a.b --dry-run=server -o jsonpath={.spec}
    create poddisruptionbudget p --selector=a=b --min-available=1 --dry-run=server -o jsonpath={.spec}
    create poddisruptionbudget p --selector=a=b --max-unavailable=50% --dry-run=server -o jsonpath={.spec}
    create role r --verb=get,list --resource=pods,deployments.apps/scale --resource-name=a --dry-run=server -o jsonpath={.rules}
    create clusterrole r --verb=get --non-resource-url=/x --dry-run=server -o jsonpath={.rules}
    create clusterrole r --aggregation-rule=a=b --dry-run=server -o jsonpath={.aggregationRule}
    create rolebinding r --role=a --user=b --group=c --serviceaccount=d:e --dry-run=server -o jsonpath={.roleRef}{.subjects}
    create clusterrolebinding r --clusterrole=a --user=b --user=c --dry-run=server -o jsonpath={.roleRef}{.subjects}
    create serviceaccount s --dry-run=server
    create namespace n --dry-run=server -o name
    run p --image=a --overrides='{"spec":{"hostname":"x"}}' --dry-run=server -o jsonpath={.spec.hostname}
    run p --image=a --save-config --dry-run=server -o name
    autoscale deployment web -n shop --min=2 --max=5 --cpu-percent=80 --name=h2 --dry-run=server -o jsonpath={.spec}
    create deployment d --image=a --image=b/c:1 --replicas=2 --port=80 --dry-run=server -o jsonpath={.spec.template.spec}
    create cronjob c --image=a --schedule='*/5 * * * *' --dry-run=server -o jsonpath={.spec.schedule}{.spec.suspend}
    """

  private static let changing = """
    set image deploy/web httpd=x:2 -n shop --dry-run=client
    set image deploy/web httpd=x:2 -n shop --dry-run=server -o jsonpath={.spec.template.spec.containers[0].image}
    set env deploy/web -n shop --list
    set env deploy/web A- Z=1 -n shop --dry-run=client -o jsonpath={.spec.template.spec.containers[0].env}
    set resources deploy/web --limits=cpu=200m -n shop --dry-run=client -o jsonpath={.spec.template.spec.containers[*].resources}
    set selector svc/web a=b -n shop --dry-run=client -o jsonpath={.spec.selector}
    set sa deploy/web x -n shop --dry-run=client
    set subject rolebinding readers --user=x --serviceaccount=a:b -n shop --dry-run=client -o jsonpath={.subjects}
    scale deploy web -n shop --replicas=3 --dry-run=client
    rollout history deploy/web -n shop
    rollout history sts/db -n shop
    label cm page -n shop x=y --dry-run=client
    label cm page -n shop app=web
    label cm page -n shop nope-
    label cm page -n shop --list
    annotate deploy web -n shop a=b --dry-run=client
    annotate deploy web -n shop nope-
    patch cm page -n shop -p '{"data":{"a":"1"}}'
    delete cm nope -n shop --ignore-not-found
    delete deploy,svc web -n shop --dry-run=client -o name
    apply view-last-applied cm/page -n shop
    wait --for=create cm/page -n shop
    wait --for=delete cm/nope -n shop
    wait --for=jsonpath={.data.a}=1 cm/page -n shop
    cordon node-x --dry-run=client
    uncordon node-x
    set image deployment/web '*=x:3' -n shop --dry-run=client -o jsonpath={.spec.template.spec.containers[*].image}
    set env deployment/web -n shop -c side B=2 --dry-run=client -o jsonpath={.spec.template.spec.containers[*].env}
    scale sts/db deploy/web -n shop --replicas=1 --dry-run=client
    delete pods -n shop -l app=none
    delete deploy/web svc/web -n shop --dry-run=client -o name
    """

  private static let failing = """
    get deploy web nope -n shop
    get deploy/web svc/nope -n shop
    get nope -n shop
    get pods nope -n shop
    get cm page nope -n shop -o yaml
    get pods lone -n shop -l app=lone
    get pod -A lone
    get pods -n shop -o foo
    get
    get -f nope.yaml
    get --raw /nope
    describe pod nope -n shop
    describe
    describe nope
    logs
    exec lone -n shop
    port-forward nope -n shop 80
    explain pods.spec.nope
    explain nope
    explain
    auth can-i
    create deployment d
    create job j
    create cm c --from-literal=a --dry-run=client
    create cm c --from-file=nope --dry-run=client
    create svc clusterip s
    create sa default -n shop
    create token default -n shop --duration=-1s
    create token nope -n shop
    run p
    expose cm page -n shop --port=80
    set image deploy/web nope=x:2 -n shop --dry-run=client
    set image deploy/web -n shop
    set resources deploy/web -n shop
    scale deploy web -n shop --replicas=3 --current-replicas=9
    scale deploy web -n shop
    autoscale deploy web -n shop
    rollout history deploy/web -n shop --revision=9
    rollout status deploy/web -n shop --watch=false
    rollout undo deploy/web -n shop
    rollout undo deploy/web -n shop --to-revision=9
    rollout resume deploy/web -n shop
    rollout restart cm/page -n shop
    rollout status cm/page -n shop
    label cm page -n shop app=z
    label cm page -n shop
    label cm page x=y x- -n shop
    annotate deploy web -n shop note=other
    patch cm page -n shop --type=json -p '[{"op":"test","path":"/data/a","value":"9"}]'
    patch cm page -n shop --type=foo -p '{}'
    patch cm page -n shop
    patch cm nope -n shop -p '{}'
    delete cm nope -n shop
    delete cm -n shop
    delete cm page -n shop -o yaml
    delete
    apply
    replace
    wait --for=condition=Available deploy/nope -n shop
    wait --for=foo cm/page -n shop
    wait cm/page -n shop
    cordon nope
    cordon
    taint nodes node-x a-
    taint nodes node-x
    certificate approve nope
    events --types=Foo
    get pods --foo
    get pods -o
    scale deploy web -n shop --replicas=2 --resource-version=1
    debug nope -n shop --image=b --profile=general
    top pods
    """
}
