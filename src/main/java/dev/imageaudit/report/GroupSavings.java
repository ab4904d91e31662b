package dev.imageaudit.report;

import dev.imageaudit.audit.FleetSavings;
import dev.imageaudit.audit.FleetSavings.Shares;

/**
 * The saving by what the fleet is best told apart by.
 *
 * @param by what that is, such as {@code owner}
 */
record GroupSavings(String by, Shares shares) {

  /**
   * By what the user asked for, else by owner where the list names owners, else by group, else by
   * base.
   */
  static GroupSavings of(FleetSavings savings) {
    if (savings.grouped().isPresent()) {
      FleetSavings.Grouped asked = savings.grouped().get();
      return new GroupSavings(asked.by(), new Shares(asked.rows(), asked.omitted()));
    }
    if (!savings.byOwner().rows().isEmpty()) {
      return new GroupSavings("owner", savings.byOwner());
    }
    return savings.byGroup().rows().isEmpty()
        ? new GroupSavings("base", savings.byBase())
        : new GroupSavings("group", savings.byGroup());
  }
}
