package dev.imageaudit.closure;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.PathPattern;
import java.util.ArrayList;
import java.util.List;

/** What an indexer has to keep of the layers so that the entry point can be followed. */
public final class ClosureCapture {
  /** Executable files that begin with {@code #!} are kept up to this length. */
  public static final int SCRIPT_BYTES = CaptureRules.MAX_SCRIPT_BYTES;

  private static final int CONFIGURATION_BYTES = 256 << 10;
  private static final int LINKER_CACHE_BYTES = 4 << 20;

  private static final List<String> SCRIPTS =
      List.of(
          "/{*,**/*.sh,**/*.bash,**/*.envsh,**/*entrypoint*}",
          "/{usr/local/bin,usr/local/sbin,usr/bin,bin,app,app/bin,opt/*/bin}/*");

  private static final List<String> CONFIGURATION =
      List.of(
          "/etc/{ld.so.conf,ld.so.preload,ld-musl-*.path,nsswitch.conf,passwd,group}",
          "/etc/ld.so.conf.d/*",
          "/**/{supervisord,supervisor}*.{conf,ini}",
          "/etc/{supervisor,supervisord.d,supervisor.d}/**",
          "/etc/{s6-overlay,services.d,cont-init.d,cont-finish.d,service,sv,runit}/**",
          "/etc/{crontab,cron.d/*,crontabs/*}",
          "/var/spool/cron/**",
          "/**/{package.json,Procfile,pyvenv.cfg}",
          "/**/nginx/**/*.conf",
          "/**/*{nginx,httpd,apache,haproxy,lighttpd,redis}*.{conf,cfg}",
          "/etc/nginx/{*,conf.d/*,sites-enabled/*,modules-enabled/*,http.d/*}",
          "/**/{apache2,httpd}/**/*.{conf,load}",
          "/etc/apache2/envvars",
          "/**/Caddyfile*",
          "/**/*.runtimeconfig.json",
          "/**/{site,dist}-packages/*.pth",
          "/**/{*.argfile,java.args,jvm.options,*.vmoptions}");

  private ClosureCapture() {}

  /** The files to be kept whole. */
  public static List<CaptureRules.Keep> keeps() {
    List<CaptureRules.Keep> keeps = new ArrayList<>();
    for (String scripts : SCRIPTS) {
      keeps.add(new CaptureRules.Keep(PathPattern.of(scripts), SCRIPT_BYTES));
    }
    for (String sources : CalledPrograms.SOURCES) {
      keeps.add(new CaptureRules.Keep(PathPattern.of(sources), SCRIPT_BYTES));
    }
    for (String configuration : CONFIGURATION) {
      keeps.add(new CaptureRules.Keep(PathPattern.of(configuration), CONFIGURATION_BYTES));
    }
    keeps.add(new CaptureRules.Keep(PathPattern.of(LinkerConfiguration.CACHE), LINKER_CACHE_BYTES));
    return List.copyOf(keeps);
  }
}
