package dev.imageaudit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** The design's table of packages: each imports only those above it, and prints only at the end. */
@AnalyzeClasses(packages = "dev.imageaudit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule eachPackageImportsOnlyThoseAboveIt =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("oci")
          .definedBy("..oci")
          .layer("image")
          .definedBy("..image")
          .layer("registry")
          .definedBy("..registry")
          .layer("local")
          .definedBy("..local")
          .layer("filesystem")
          .definedBy("..filesystem")
          .layer("packages")
          .definedBy("..packages")
          .layer("detect")
          .definedBy("..detect")
          .layer("closure")
          .definedBy("..closure")
          .layer("estimate")
          .definedBy("..estimate")
          .layer("dockerfile")
          .definedBy("..dockerfile")
          .layer("audit")
          .definedBy("..audit")
          .layer("prove")
          .definedBy("..prove")
          .layer("report")
          .definedBy("..report")
          .layer("cli")
          .definedBy("..cli")
          .whereLayer("oci")
          .mayNotAccessAnyLayer()
          .whereLayer("image")
          .mayOnlyAccessLayers("oci")
          .whereLayer("registry")
          .mayOnlyAccessLayers("oci", "image")
          .whereLayer("local")
          .mayOnlyAccessLayers("oci", "image")
          .whereLayer("filesystem")
          .mayOnlyAccessLayers("oci", "image")
          .whereLayer("packages")
          .mayOnlyAccessLayers("oci", "image", "filesystem")
          .whereLayer("detect")
          .mayOnlyAccessLayers("oci", "image", "filesystem", "packages")
          .whereLayer("closure")
          .mayOnlyAccessLayers("oci", "image", "filesystem", "packages", "detect")
          .whereLayer("estimate")
          .mayOnlyAccessLayers("oci", "image", "filesystem", "packages", "detect", "closure")
          .whereLayer("dockerfile")
          .mayOnlyAccessLayers(
              "oci", "image", "filesystem", "packages", "detect", "closure", "estimate")
          .whereLayer("audit")
          .mayOnlyAccessLayers(
              "oci",
              "image",
              "registry",
              "local",
              "filesystem",
              "packages",
              "detect",
              "closure",
              "estimate",
              "dockerfile")
          .whereLayer("prove")
          .mayOnlyAccessLayers(
              "oci",
              "image",
              "registry",
              "local",
              "filesystem",
              "packages",
              "detect",
              "closure",
              "estimate",
              "dockerfile",
              "audit")
          .whereLayer("report")
          .mayOnlyAccessLayers(
              "oci",
              "image",
              "registry",
              "local",
              "filesystem",
              "packages",
              "detect",
              "closure",
              "estimate",
              "dockerfile",
              "audit",
              "prove")
          .whereLayer("cli")
          .mayOnlyAccessLayers(
              "oci",
              "image",
              "registry",
              "local",
              "filesystem",
              "packages",
              "detect",
              "closure",
              "estimate",
              "dockerfile",
              "audit",
              "prove",
              "report");

  @ArchTest
  static final ArchRule thereAreNoCycles =
      slices().matching("dev.imageaudit.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheCommandLinePrintsAndExits =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons.cli..");

  @ArchTest
  static final ArchRule onlyReportsKnowSpreadsheets =
      noClasses()
          .that()
          .resideOutsideOfPackage("..report")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.poi..");

  @ArchTest
  static final ArchRule onlyLocalSourcesAndProofsKnowDockersClient =
      noClasses()
          .that()
          .resideOutsideOfPackages("..local", "..prove")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.dockerjava..");

  @ArchTest
  static final ArchRule onlyTheRegistryPackageSpeaksHttp =
      noClasses()
          .that()
          .resideOutsideOfPackage("..registry")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.hc..");
}
