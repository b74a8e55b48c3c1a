using System.CommandLine;
using System.CommandLine.Invocation;
using Likeness.Cli.Commands;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>The help of a command: what it does, how to write it, its options in groups with their defaults, examples.</summary>
internal sealed class HelpScreen : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = parseResult.CommandResult;
        var command = result.Command;
        string name = result.FullName();
        HelpRows.WriteParagraph($"[bold]{name}[/]  ", name.Length + 2, command.Description ?? "");
        Page.Line($"\n[bold yellow]Usage[/]  {name}{Markup.Escape(Operands(command))} [grey][[options]][/]");
        HelpRows.Write(
            command is TrainCommand ? "Models" : "Commands",
            command.Subcommands.Select(sub => (sub.Name, sub.Description ?? ""))
        );
        HelpRows.Write(
            "Arguments",
            command.Arguments.Select(argument => (argument.HelpName ?? argument.Name, argument.Description ?? ""))
        );
        var groups = command is CommandBase verb ? verb.Groups : [];
        foreach (var (title, options) in groups)
        {
            HelpRows.Write(title, options.Select(HelpRows.Create));
        }

        var rest = command.Options.Except(groups.SelectMany(group => group.Options)).Concat(result.InheritedOptions());
        HelpRows.Write("Options", rest.Select(HelpRows.Create));
        HelpRows.Write("Examples", command is CommandBase { Examples: var examples } ? examples : []);
        if (command is RootCommand)
        {
            HelpRows.Write(
                "Start here",
                [("likeness train realnvp", "learn a picture of π, and see how alike the samples are")]
            );
        }

        return ExitCode.Success;
    }

    private static string Operands(Command command) =>
        command switch
        {
            RootCommand => " <command>",
            TrainCommand => " <model>",
            _ => string.Concat(command.Arguments.Select(argument => $" {argument.HelpName}")),
        };
}
