/** Greets. */
public final class Greet {
  private Greet() {}

  public static void main(String[] arguments) {
    System.out.println("hello from Java");
  }
}
