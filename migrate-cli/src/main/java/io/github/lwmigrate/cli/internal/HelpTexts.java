package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.cli.internal.Flags.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Help with a section for each group of options, in which options that are on or off stand without
 * the value that they may take.
 */
final class HelpTexts extends Help {

  HelpTexts(CommandSpec spec, ColorScheme colors) {
    super(spec, colors);
  }

  @Override
  public String optionList() {
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    sections.put("", new ArrayList<>());
    for (OptionSpec option : commandSpec().options()) {
      String title = option.userObject() instanceof Section section ? section.title() : "";
      sections.computeIfAbsent(title, any -> new ArrayList<>()).add(option);
    }
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (title, options) -> {
          if (!title.isEmpty()) {
            text.append(String.format("%n%s:%n", title));
          }
          Layout layout = createDefaultLayout(options, List.of(), colorScheme());
          layout.addOptions(options, parameterLabelRenderer());
          text.append(layout);
        });
    return text.toString();
  }

  @Override
  public IParamLabelRenderer parameterLabelRenderer() {
    IParamLabelRenderer usual = super.parameterLabelRenderer();
    return new IParamLabelRenderer() {
      @Override
      public Text renderParameterLabel(ArgSpec arg, Ansi ansi, List<IStyle> styles) {
        return arg.type() == Boolean.class
            ? ansi.text("")
            : usual.renderParameterLabel(arg, ansi, styles);
      }

      @Override
      public String separator() {
        return usual.separator();
      }
    };
  }
}
