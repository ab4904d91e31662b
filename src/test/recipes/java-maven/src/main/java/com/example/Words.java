package com.example;

import org.apache.commons.lang3.StringUtils;

public final class Words {
  public static void main(String[] words) {
    System.out.println(StringUtils.capitalize(String.join(" ", words)));
  }
}
