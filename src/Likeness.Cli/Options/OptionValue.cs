using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Likeness.Cli.Options;

/// <summary>Converts option values from text (command line) and to text (defaults in the help).</summary>
internal static class OptionValue
{
    private static readonly Dictionary<char, double> Units = new()
    {
        ['s'] = 1,
        ['m'] = 60,
        ['h'] = 3600,
    };

    /// <summary>Parses a value of the given type, or describes what was expected.</summary>
    /// <returns>The value; null with <paramref name="expected"/> set where the text does not fit.</returns>
    public static object? Read(string text, Type type, out string expected)
    {
        expected = Expectation(type);
        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole)
                ? whole
                : null;
        }

        if (type == typeof(ulong))
        {
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed : null;
        }

        if (type == typeof(double))
        {
            return
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && double.IsFinite(number)
                ? number
                : null;
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(text, out bool truth) ? truth : null;
        }

        if (type == typeof(int[]))
        {
            return ReadWholes(text);
        }

        if (type == typeof(TimeSpan))
        {
            return ReadTime(text);
        }

        return type.IsEnum ? Enum.GetValues(type).Cast<object>().FirstOrDefault(value => IsNamed(value, text)) : text;
    }

    /// <summary>A value in the form in which a user would type it.</summary>
    public static string Show(object? value) =>
        value switch
        {
            null => "",
            bool truth => truth ? "true" : "false",
            int[] wholes => string.Join(',', wholes),
            Enum choice => Kebab(choice.ToString()),
            TimeSpan time => ShowTime(time),
            double number => number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant(),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    /// <summary>The placeholder of the value in the help: N, RATE, …</summary>
    public static string Placeholder(Type type)
    {
        if (type.IsEnum)
        {
            return string.Join('|', Enum.GetValues(type).Cast<object>().Select(Show));
        }

        return type == typeof(int) || type == typeof(ulong) ? "N"
            : type == typeof(double) ? "X"
            : type == typeof(int[]) ? "N,N,…"
            : type == typeof(bool) ? "true|false"
            : type == typeof(TimeSpan) ? "TIME"
            : "TEXT";
    }

    /// <summary>A property's name as an option's: <c>BatchSize</c> → <c>batch-size</c>.</summary>
    public static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static bool IsNamed(object value, string text) =>
        value
            .GetType()
            .GetField(value.ToString()!)!
            .GetCustomAttributes<FormerNameAttribute>()
            .Select(former => former.Name)
            .Append(Show(value))
            .Contains(text, StringComparer.OrdinalIgnoreCase);

    private static string Expectation(Type type)
    {
        if (type.IsEnum)
        {
            return $"one of {string.Join(", ", Enum.GetValues(type).Cast<object>().Select(Show))}";
        }

        return type == typeof(int) ? "a whole number"
            : type == typeof(ulong) ? "a whole number from 0 up"
            : type == typeof(double) ? "a number"
            : type == typeof(bool) ? "true or false"
            : type == typeof(TimeSpan) ? "a time such as 90s, 5m or 1.5h"
            : "whole numbers with commas between, such as 256,256";
    }

    private static TimeSpan? ReadTime(string text)
    {
        double unit = text.Length == 0 ? 0 : Units.GetValueOrDefault(text[^1]);
        bool isNumber = double.TryParse(
            text.AsSpan(0, Math.Max(0, text.Length - 1)),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out double number
        );
        return isNumber && unit > 0 && number * unit < TimeSpan.MaxValue.TotalSeconds / 2
            ? TimeSpan.FromSeconds(number * unit)
            : null;
    }

    // The largest unit that gives a whole number, else seconds.
    private static string ShowTime(TimeSpan time)
    {
        double seconds = time.TotalSeconds;
        var (unit, length) = Units
            .Reverse()
            .FirstOrDefault(each => seconds > each.Value && seconds % each.Value == 0, Units.First());
        return (seconds / length).ToString("R", CultureInfo.InvariantCulture) + unit;
    }

    private static int[]? ReadWholes(string text)
    {
        var wholes = new List<int>();
        foreach (string part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int whole))
            {
                return null;
            }

            wholes.Add(whole);
        }

        return [.. wholes];
    }
}
