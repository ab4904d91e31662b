public class Run {
  public static void main(String[] arguments) {
    System.out.println("compiled just now");
  }
}
