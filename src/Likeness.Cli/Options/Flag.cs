using System.CommandLine;
using System.CommandLine.Parsing;

namespace Likeness.Cli.Options;

/// <summary>Makes options that check their own value and describe the expected value in one sentence.</summary>
internal static class Flag
{
    /// <summary>An option with a default, shown in the help.</summary>
    public static Option<T> Create<T>(string name, string description, T @default, Func<T, string?>? complaint = null)
        where T : notnull => Make(name, $"{description} {DefaultText(@default)}", _ => @default, complaint);

    /// <summary>The end of a description, which shows the default.</summary>
    public static string DefaultText(object? value) => $"[default: {OptionValue.Show(value)}]";

    /// <summary>An optional option.</summary>
    public static Option<T?> Maybe<T>(string name, string description, Func<T, string?>? complaint = null)
        where T : struct =>
        new(name)
        {
            Description = description,
            HelpName = OptionValue.Placeholder(typeof(T)),
            CustomParser = result => Parse(name, result, complaint) is { } value ? (T)value : null,
        };

    /// <summary>An optional text.</summary>
    public static Option<string?> Text(string name, string description, string placeholder) =>
        new(name) { Description = description, HelpName = placeholder };

    /// <summary>A switch.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    /// <summary>A list of files.</summary>
    public static Option<string[]> Files(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "FILE…",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };

    /// <summary>Parses an option's single token; adds an error to the result if it is invalid.</summary>
    public static object? Parse<T>(string name, ArgumentResult result, Func<T, string?>? complaint) =>
        Parse(name, typeof(T), result, value => complaint?.Invoke((T)value));

    /// <inheritdoc cref="Parse{T}"/>
    public static object? Parse(string name, Type type, ArgumentResult result, Func<object, string?> complaint)
    {
        string text = string.Join(',', result.Tokens.Select(token => token.Value)); // only array options take several tokens
        object? value = OptionValue.Read(text, type, out string expected);
        string? wanted = value is null ? $"is not {expected}" : complaint(value);
        if (wanted is not null)
        {
            result.AddError($"{name}: '{text}' {wanted}");
            return null;
        }

        return value;
    }

    private static Option<T> Make<T>(
        string name,
        string description,
        Func<ArgumentResult, T> @default,
        Func<T, string?>? complaint
    ) =>
        new(name)
        {
            Description = description,
            HelpName = OptionValue.Placeholder(typeof(T)),
            DefaultValueFactory = @default,
            CustomParser = result => Parse(name, result, complaint) is { } value ? (T)value : default!,
        };
}
