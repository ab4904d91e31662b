package dev.imageaudit.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The values that were used last, so that memory does not grow with the fleet. */
final class Recent<K, V> {
  private final Map<K, V> values;

  Recent(int capacity) {
    this.values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
          }
        };
  }

  synchronized Optional<V> get(K key) {
    return Optional.ofNullable(values.get(key));
  }

  synchronized void put(K key, V value) {
    values.put(key, value);
  }
}
