package dev.imageaudit.registry;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request.
 *
 * @param verified whether the server must have a certificate that is trusted
 * @param form the fields to post; none for other methods
 * @param body what is sent; none for what only asks
 */
record HttpCall(
    String method,
    URI uri,
    Map<String, String> headers,
    boolean verified,
    Map<String, String> form,
    Optional<Upload> body) {
  static final String AUTHORIZATION = "Authorization";

  HttpCall {
    headers = Map.copyOf(headers);
    form = Map.copyOf(form);
  }

  static HttpCall get(URI uri, Map<String, String> headers, boolean verified) {
    return new HttpCall("GET", uri, headers, verified, Map.of(), Optional.empty());
  }

  /** This call with {@code authorization}, if there is any. */
  HttpCall withAuthorization(Optional<String> authorization) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    authorization.ifPresent(value -> all.put(AUTHORIZATION, value));
    return new HttpCall(method, uri, all, verified, form, body);
  }

  /** This call to where it was redirected; another server does not see the credentials. */
  HttpCall redirected(URI target, boolean targetVerified) {
    Map<String, String> kept = new LinkedHashMap<>(headers);
    if (!origin(target).equals(origin(uri))) {
      kept.remove(AUTHORIZATION);
    }
    return new HttpCall(method, target, kept, targetVerified, form, body);
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** Without headers and form, which hold secrets. */
  @Override
  public String toString() {
    return method + " " + uri.getRawAuthority() + uri.getRawPath();
  }
}
