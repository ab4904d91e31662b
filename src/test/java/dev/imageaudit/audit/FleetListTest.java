package dev.imageaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.imageaudit.image.FailureReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FleetListTest {
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private static FleetList read(String... contents) {
    FleetListReader reader = new FleetListReader(Map.of("TAG", "7"));
    for (String content : contents) {
      reader.readList("fleet", content.getBytes(StandardCharsets.UTF_8));
    }
    return reader.list();
  }

  private static List<String> names(FleetList list) {
    return list.entries().stream().map(Target::name).toList();
  }

  private static Optional<Long> instances(FleetList list, int entry) {
    return list.entries().get(entry).labels().instances();
  }

  private static AuditOutcome.Failure onlyFailure(FleetList list) {
    assertThat(list.failures()).hasSize(1);
    return ((AuditOutcome.Failed) list.failures().get(0)).failure();
  }

  @Test
  void aTextListHasANameALineAndComments() {
    FleetList list =
        read(
            "# the shop\nregistry.test/shop/api:1.4   # owned by us\n\noci:some/dir:v1\r\nalpine\n");

    assertThat(names(list))
        .containsExactly("registry.test/shop/api:1.4", "oci:some/dir:v1", "alpine");
    assertThat(list.failures()).isEmpty();
  }

  @Test
  void aBadLineIsARowWithFileAndLineAndStopsNothing() {
    FleetList list = read("alpine\nregistry.test/UPPER\nbusybox\n");

    assertThat(names(list)).containsExactly("alpine", "busybox");
    AuditOutcome.Failure failure = onlyFailure(list);
    assertThat(failure.stage()).isEqualTo(Stage.LIST);
    assertThat(failure.reason()).isEqualTo(FailureReason.INVALID_REFERENCE);
    assertThat(failure.message()).startsWith("fleet, line 2: malformed repository");
    assertThat(list.failures().get(0).reference()).isEqualTo("registry.test/UPPER");
  }

  @Test
  void aLineOfSeveralWordsIsNoName() {
    assertThat(onlyFailure(read("alpine busybox\n")).message())
        .isEqualTo("fleet, line 1: a line has one image name; this one has blanks in it");
  }

  @Test
  void csvColumnsBecomeLabelsAndOthersAreKept() {
    FleetList list =
        read(
            """
            owner,image,instances,pullsPerMonth,cost centre,environment
            "Shop, Inc",registry.test/api:1,3,1200,CC-7,prod
            """);

    Labels labels = list.entries().get(0).labels();
    assertThat(labels.owner()).contains("Shop, Inc");
    assertThat(labels.environment()).contains("prod");
    assertThat(labels.instances()).contains(3L);
    assertThat(labels.pullsPerMonth()).contains(1200L);
    assertThat(labels.others()).containsExactly(Map.entry("cost centre", "CC-7"));
  }

  @Test
  void csvMayBeSeparatedBySemicolonsAndBeginWithAByteOrderMark() {
    FleetList list = read("\uFEFFimage;owner\nregistry.test/api:1;shop\n");

    assertThat(list.entries().get(0).labels().owner()).contains("shop");
  }

  @Test
  void everyBadRowOfACsvFileSaysWhatIsWrongWithIt() {
    FleetList list =
        read("image,instances\nregistry.test/a:1,many\n,3\nregistry.test/b:1,2,extra\nalpine,1\n");

    assertThat(names(list)).containsExactly("alpine");
    assertThat(list.failures())
        .extracting(f -> ((AuditOutcome.Failed) f).failure().message())
        .containsExactly(
            "fleet, line 2: instances is no whole number: many",
            "fleet, line 3: the column image is empty",
            "fleet, line 4: the row has 3 fields, the header 2");
  }

  @Test
  void duplicatesMergeWithTheirLabelsJoined() {
    FleetList list =
        read(
            "image,owner,instances\nalpine,shop,2\ndocker.io/library/alpine:latest,search,3\n",
            "image,owner\ndocker://alpine,shop\n");

    assertThat(list.entries()).hasSize(1);
    assertThat(list.entries().get(0).reference()).isEqualTo("alpine");
    assertThat(list.entries().get(0).labels().owner()).contains("shop, search");
    assertThat(instances(list, 0)).contains(5L);
  }

  @Test
  void aUtf16ListOfPowerShellIsRead() {
    FleetListReader reader = new FleetListReader(Map.of());
    reader.readList("fleet", "\uFEFFalpine\r\n".getBytes(StandardCharsets.UTF_16LE));

    assertThat(names(reader.list())).containsExactly("alpine");
  }

  @Test
  void aPodsContainersOfAllKindsArePinnedByTheirImageIds() {
    FleetList list =
        read(
            """
            {"kind": "List", "items": [{"kind": "Pod",
              "metadata": {"namespace": "shop", "name": "api-1"},
              "spec": {"containers": [{"name": "api", "image": "registry.test/api:1"}],
                       "initContainers": [{"name": "init", "image": "registry.test/init:1"}],
                       "ephemeralContainers": [{"name": "debug", "image": "busybox"}]},
              "status": {"phase": "Running",
                "containerStatuses": [{"name": "api", "imageID": "docker-pullable://registry.test/api@%s"}],
                "initContainerStatuses": [{"name": "init", "imageID": "%s"}]}}]}
            """
                .formatted(DIGEST, DIGEST));

    assertThat(list.entries())
        .extracting(Target::reference, Target::name)
        .containsExactly(
            tuple("registry.test/api:1", "registry.test/api:1@" + DIGEST),
            tuple("registry.test/init:1", "registry.test/init:1"),
            tuple("busybox", "busybox"));
    assertThat(list.entries().get(0).labels().group()).contains("shop");
    assertThat(instances(list, 0)).contains(1L);
  }

  @Test
  void aWorkloadAndItsPodsAreCountedOnce() {
    FleetList list =
        read(
            """
            apiVersion: v1
            kind: List
            items:
            - kind: Pod
              metadata: {namespace: shop, ownerReferences: [{kind: ReplicaSet, name: api-x}]}
              spec: {containers: [{name: api, image: "registry.test/api:1"}]}
              status: {phase: Running}
            - kind: Pod
              metadata: {namespace: shop, ownerReferences: [{kind: ReplicaSet, name: api-x}]}
              spec: {containers: [{name: api, image: "registry.test/api:1"}]}
              status: {phase: Running}
            - kind: ReplicaSet
              metadata: {namespace: shop, ownerReferences: [{kind: Deployment, name: api}]}
              spec: {replicas: 3, template: {spec: {containers: [{name: api, image: "registry.test/api:1"}]}}}
            - kind: Deployment
              metadata: {namespace: shop}
              spec: {replicas: 3, template: {spec: {containers: [{name: api, image: "registry.test/api:1"}]}}}
            """);

    assertThat(list.entries()).hasSize(1);
    assertThat(instances(list, 0)).contains(3L);
  }

  @Test
  void manifestsWithSeveralDocumentsNameTheImagesOfEveryWorkload() {
    FleetList list =
        read(
            """
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly, namespace: jobs}
            spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: job, image: "registry.test/job:1"}]}}}}}
            ---
            # nothing
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 4
              template:
                spec:
                  containers:
                  - name: web
                    image: registry.test/web:2
                  - name: nameless
            """);

    assertThat(names(list)).containsExactly("registry.test/job:1", "registry.test/web:2");
    assertThat(instances(list, 0)).contains(0L);
    assertThat(instances(list, 1)).contains(4L);
    assertThat(onlyFailure(list).message()).isEqualTo("fleet, line 19: the container has no image");
  }

  @Test
  void aComposeFilesServicesAreReadWithVariablesAndMergeKeys() {
    FleetList list =
        read(
            """
            name: shop
            x-base: &base
              deploy: {replicas: 2}
            services:
              api:
                <<: *base
                image: registry.test/api:${TAG}
              db:
                image: postgres:${PG:-16}
                scale: 3
              absent:
                image: registry.test/x:${NOWHERE}
              local:
                build: ./local
            """);

    assertThat(names(list)).containsExactly("registry.test/api:7", "postgres:16");
    assertThat(instances(list, 0)).contains(2L);
    assertThat(instances(list, 1)).contains(3L);
    assertThat(list.entries().get(0).labels().group()).contains("shop");
    assertThat(list.failures())
        .extracting(AuditOutcome::reference)
        .containsExactly("registry.test/x:${NOWHERE}", "local");
    assertThat(list.failures().get(1)).isInstanceOf(AuditOutcome.Skipped.class);
  }

  @Test
  void aBrokenDocumentSaysWhereItBreaks() {
    assertThat(onlyFailure(read("{\"kind\": \"List\",\n \"items\": [}\n")).message())
        .startsWith("fleet, line 2: this is no JSON");
    assertThat(onlyFailure(read("kind: List\nitems: [\n")).message())
        .startsWith("fleet, line 3: this is no YAML");
    assertThat(onlyFailure(read("{\"a\": 1}")).message())
        .endsWith("a document is neither a Kubernetes object (kind) nor a Compose file (services)");
  }

  @Test
  void aPatternIsAnEntryOfItsOwn() {
    FleetList list = read("registry.test/team/*\nregistry.test/app:1.*\nteam/*\n");

    assertThat(names(list)).containsExactly("registry.test/team/*", "registry.test/app:1.*");
    assertThat(onlyFailure(list).message()).contains("it starts with a registry");
  }

  @Property(tries = 300)
  void anyTextIsReadWithoutAFault(@ForAll String text) {
    read(text);
    read("{" + text);
    read("kind: " + text + "\n" + text);
    read("image," + text + "\n" + text);
  }
}
