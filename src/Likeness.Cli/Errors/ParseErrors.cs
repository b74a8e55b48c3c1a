using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Likeness.Cli.Commands;

namespace Likeness.Cli.Errors;

/// <summary>Describes in one sentence what is wrong with a command line, and suggests what was probably meant.</summary>
internal static class ParseErrors
{
    /// <summary>The error of a command line; null for none.</summary>
    public static LikenessException? Find(ParseResult result) =>
        Mistyped(result.CommandResult) is { } option
            ? new(Unknown(option, result.CommandResult.Command, result.CommandResult, result.CommandResult.FullName()))
        : result.Action is ParseErrorAction ? Describe(result)
        : null;

    // The parser takes an unknown option after a list of files for another file, and else for an argument.
    private static string? Mistyped(CommandResult result) =>
        result
            .Children.Where(child =>
                child is ArgumentResult or OptionResult { Option.AllowMultipleArgumentsPerToken: true }
            )
            .SelectMany(child => child.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(word =>
                word.Length > 2
                && word.StartsWith("--", StringComparison.Ordinal)
                && char.IsLetter(word[2])
                && !Path.Exists(word)
            );

    private static LikenessException Describe(ParseResult result)
    {
        var command = result.CommandResult.Command;
        string name = result.CommandResult.FullName();
        if (result.UnmatchedTokens is [var unknown, ..])
        {
            return new(Unknown(unknown, command, result.CommandResult, name));
        }

        var error = result.Errors[0];
        var option = error.SymbolResult as OptionResult;
        if (option is { IdentifierToken: not null, Tokens.Count: 0 })
        {
            return new($"{option.Option.Name} needs a value ('{name} --help' says which)");
        }

        if (option is { IdentifierTokenCount: > 1 })
        {
            return new($"{option.Option.Name} is given more than once (give it once)");
        }

        foreach (var argument in command.Arguments)
        {
            if (argument.Arity.MinimumNumberOfValues > 0 && result.GetResult(argument) is null or { Tokens.Count: 0 })
            {
                return new($"'{name}' needs {argument.HelpName}, {argument.Description} ('{name} --help' shows how)");
            }
        }

        return new(
            option is { IdentifierToken: null }
                ? $"'{name}' needs {option.Option.Name}, {option.Option.Description} ('{name} --help' shows how)"
                : error.Message.ReplaceLineEndings(" ").TrimEnd('.')
        );
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
