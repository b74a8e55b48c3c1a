using System.CommandLine;
using System.CommandLine.Parsing;

namespace Likeness.Cli.Commands;

/// <summary>The position of a parsed command in the tree.</summary>
internal static class CommandPath
{
    /// <summary>The words that lead to the command, such as <c>likeness train realnvp</c>.</summary>
    public static string FullName(this CommandResult result) =>
        result.Parent is CommandResult above ? $"{above.FullName()} {result.Command.Name}" : "likeness";

    /// <summary>The options inherited from parent commands.</summary>
    public static IEnumerable<Option> InheritedOptions(this CommandResult result) =>
        result.Parent is CommandResult above
            ? above.InheritedOptions().Concat(above.Command.Options.Where(option => option.Recursive))
            : [];
}
