using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Likeness.Cli.Commands;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Models;

namespace Likeness.Cli.Errors;

/// <summary>Describes in one sentence what is wrong with a command line, and suggests what was probably meant.</summary>
internal static class ParseErrors
{
    /// <summary>The first error; null if there is none.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="isModelChosen">Whether the program added the model: then the command is the one that was typed.</param>
    public static LikenessException? Describe(ParseResult result, bool isModelChosen)
    {
        var command = result.CommandResult.Command;
        string name =
            isModelChosen && result.CommandResult.Parent is CommandResult typed
                ? typed.FullName()
                : result.CommandResult.FullName();
        if (MistypedOption(result) is { } option)
        {
            return OfMissingData(option, result) ?? new(Unknown(option, command, result.CommandResult, name));
        }

        if (result.Action is not ParseErrorAction)
        {
            return null;
        }

        return result.UnmatchedTokens is [var unknown, ..]
            ? OfMissingData(unknown, result) ?? new(Unknown(unknown, command, result.CommandResult, name))
            : new(FirstError(result, name));
    }

    // An unknown option is read as an argument where the command has one, and as a value of an option before it that takes several.
    private static string? MistypedOption(ParseResult result) =>
        result.Action is HelpScreen || result.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : result
                .CommandResult.Children.Where(child =>
                    child is ArgumentResult or OptionResult { Option.Arity.MaximumNumberOfValues: > 1 }
                )
                .SelectMany(child => child.Tokens)
                .Select(token => token.Value)
                .FirstOrDefault(word => word.StartsWith("--", StringComparison.Ordinal));

    // Files that do not exist are taken for a table, so that an option of other data, such as --size, seems to be wrong.
    private static LikenessException? OfMissingData(string unknown, ParseResult result)
    {
        string typed = unknown.Split('=', ':')[0];
        return
            typed.StartsWith("--", StringComparison.Ordinal)
            && ModelRegistry.All.Any(entry => new ModelOptionSet(entry).Offers(typed))
            ? DataOptionSet.ErrorOfFiles([.. result.Tokens.Select(token => token.Value)])
            : null;
    }

    private static string FirstError(ParseResult result, string name)
    {
        var command = result.CommandResult.Command;
        var error = result.Errors[0];
        var option = error.SymbolResult as OptionResult;
        if (option is { IdentifierToken: not null, Tokens.Count: 0 })
        {
            return $"{option.Option.Name} needs a value ('{name} --help' says which)";
        }

        if (option is { IdentifierTokenCount: > 1 })
        {
            return $"{option.Option.Name} is given more than once (give it once)";
        }

        foreach (var argument in command.Arguments)
        {
            if (argument.Arity.MinimumNumberOfValues > 0 && result.GetResult(argument) is null or { Tokens.Count: 0 })
            {
                return $"'{name}' needs {argument.HelpName}, {argument.Description} ('{name} --help' shows how)";
            }
        }

        return option is { IdentifierToken: null }
            ? $"'{name}' needs {option.Option.Name}, {option.Option.Description} ('{name} --help' shows how)"
            : error.Message.ReplaceLineEndings(" ").TrimEnd('.');
    }

    private static string Unknown(string token, Command command, CommandResult result, string name)
    {
        if (token.StartsWith('-'))
        {
            var options = command.Options.Concat(result.InheritedOptions()).Select(option => option.Name);
            string typed = token.Split('=', ':')[0];
            return $"{typed} is not an option of '{name}' ({Meant(typed, options, $"'{name} --help' lists them")})";
        }

        if (command.Subcommands.Count > 0)
        {
            bool isModel = command is TrainCommand;
            var names = command.Subcommands.Select(subcommand => subcommand.Name);
            return isModel
                ? $"'{token}' is not a model of Likeness ({Meant(token, names, "'likeness models' lists them")})"
                : $"'{token}' is not a command of Likeness ({Meant(token, names, "'likeness --help' lists them")})";
        }

        return $"'{token}' is an unexpected argument of '{name}' ('{name} --help' shows how)";
    }

    private static string Meant(string typed, IEnumerable<string> names, string otherwise) =>
        NearestName.To(typed, names) is { } nearest ? $"did you mean {nearest}?" : otherwise;
}
