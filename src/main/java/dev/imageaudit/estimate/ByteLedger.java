package dev.imageaudit.estimate;

import java.util.List;

/**
 * The books: every byte of an image in exactly one account. The accounts' {@code bytes} add up to
 * the layers' uncompressed tar streams, their {@code compressedBytes} to the blobs.
 *
 * @param accounts in a fixed order, empty ones left out
 */
public record ByteLedger(List<Account> accounts) {
  public ByteLedger {
    accounts = List.copyOf(accounts);
  }

  /**
   * What one purpose occupies.
   *
   * @param name such as {@code base-system}, {@code hidden} or a kind of residue
   */
  public record Account(String name, long bytes, long compressedBytes) {}

  /** The sum over all accounts, uncompressed. */
  public long bytes() {
    return accounts.stream().mapToLong(Account::bytes).sum();
  }

  /** The sum over all accounts, compressed. */
  public long compressedBytes() {
    return accounts.stream().mapToLong(Account::compressedBytes).sum();
  }
}
