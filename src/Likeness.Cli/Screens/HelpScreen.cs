using System.CommandLine;
using System.CommandLine.Invocation;
using Likeness.Cli.Commands;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>The help of a command: purpose, usage, options in groups with their defaults, examples.</summary>
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
        if (command is TrainCommand)
        {
            HelpRows.Write("Options of every training", TrainCommand.OfEveryModel().Select(HelpRows.Create));
        }

        HelpRows.Write(
            "Arguments",
            command.Arguments.Select(argument => (argument.HelpName ?? argument.Name, argument.Description ?? ""))
        );
        var groups = command is DocumentedCommand verb ? verb.Groups : [];
        foreach (var (title, options) in groups)
        {
            HelpRows.Write(title, options.Select(HelpRows.Create));
        }

        var rest = command.Options.Except(groups.SelectMany(group => group.Options)).Concat(result.InheritedOptions());
        HelpRows.Write("Options", rest.Select(HelpRows.Create));
        HelpRows.Write("Examples", command is DocumentedCommand { Examples: var examples } ? examples : []);
        if (command is RootCommand)
        {
            HelpRows.Write(
                "Getting started",
                [
                    ("likeness train", "train on the embedded dataset pi, and evaluate the samples"),
                    ("likeness train --data FILE", "the same with your own table, text, images or audio"),
                ]
            );
        }

        return ExitCode.Success;
    }

    private static string Operands(Command command) =>
        command switch
        {
            RootCommand => " <command>",
            TrainCommand => " [model]",
            _ => string.Concat(command.Arguments.Select(argument => $" {argument.HelpName}")),
        };
}
