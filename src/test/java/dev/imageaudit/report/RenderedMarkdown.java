package dev.imageaudit.report;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A page of Markdown as a forge reads it: tables, and links of bare addresses. */
final class RenderedMarkdown {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), AutolinkExtension.create());

  private RenderedMarkdown() {}

  /** The texts of the cells of its tables. */
  static List<String> cells(String page) {
    List<String> cells = new ArrayList<>();
    parse(page)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(CustomNode node) {
                if (node instanceof TableCell) {
                  cells.add(text(node));
                } else {
                  visitChildren(node);
                }
              }
            });
    return cells;
  }

  private static String text(Node cell) {
    StringBuilder text = new StringBuilder();
    cell.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text node) {
            text.append(node.getLiteral());
          }

          @Override
          public void visit(Code node) {
            text.append(node.getLiteral());
          }
        });
    return text.toString();
  }

  /** Every node of the page. */
  static List<Node> nodes(String page) {
    List<Node> nodes = new ArrayList<>();
    add(parse(page), nodes);
    return nodes;
  }

  private static void add(Node node, List<Node> nodes) {
    nodes.add(node);
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      add(child, nodes);
    }
  }

  private static Node parse(String page) {
    return Parser.builder().extensions(EXTENSIONS).build().parse(page);
  }
}
