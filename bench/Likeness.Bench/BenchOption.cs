using System.CommandLine;
using System.Globalization;

namespace Likeness.Bench;

/// <summary>Creates options that are validated before anything is measured.</summary>
internal static class BenchOption
{
    /// <summary>A positive integer.</summary>
    public static Option<int> Count(string name, string description, int otherwise) =>
        Checked(
            new Option<int>(name)
            {
                Description = description,
                HelpName = "N",
                DefaultValueFactory = _ => otherwise,
            }
        );

    /// <summary>An optional positive integer.</summary>
    public static Option<int?> Count(string name, string description) =>
        Checked(new Option<int?>(name) { Description = description, HelpName = "N" });

    /// <summary>How many examples of a dataset are used.</summary>
    public static Option<int?> Rows() => Count("--rows", "of the dataset to use [default: all]");

    /// <summary>A positive number of seconds.</summary>
    public static Option<double> Seconds(string description, double otherwise) =>
        Checked(
            new Option<double>("--seconds")
            {
                Description = description,
                HelpName = "S",
                DefaultValueFactory = _ => otherwise,
            }
        );

    /// <summary>A string with a default.</summary>
    public static Option<string> Text(string name, string description, string placeholder, string otherwise) =>
        new(name)
        {
            Description = description,
            HelpName = placeholder,
            DefaultValueFactory = _ => otherwise,
        };

    /// <summary>An optional string.</summary>
    public static Option<string?> Text(string name, string description, string placeholder) =>
        new(name) { Description = description, HelpName = placeholder };

    /// <summary>A flag.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    private static Option<T> Checked<T>(Option<T> option)
    {
        option.Validators.Add(result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "1";
            bool isWhole = typeof(T) != typeof(double);
            NumberStyles styles = isWhole ? NumberStyles.None : NumberStyles.Float;
            if (
                !double.TryParse(text, styles, CultureInfo.InvariantCulture, out double value)
                || !(value > 0 && value < int.MaxValue)
            )
            {
                result.AddError($"{option.Name}: '{text}' is not a positive {(isWhole ? "whole " : "")}number");
            }
        });
        return option;
    }
}
