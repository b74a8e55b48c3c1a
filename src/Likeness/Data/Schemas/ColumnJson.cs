using System.Text.Json;
using Likeness.Data.Kinds;

namespace Likeness.Data.Schemas;

/// <summary>Reads a column of <c>schema.json</c>.</summary>
internal static class ColumnJson
{
    // Which properties a kind has, beside name, kind and missing.
    private static readonly Dictionary<string, string[]> Properties = new(StringComparer.Ordinal)
    {
        ["number"] =
        [
            "codes",
            "decimals",
            "minDecimals",
            "maxDecimals",
            "decimalSeparator",
            "groupSeparator",
            "prefix",
            "suffix",
            "signs",
            "scientific",
        ],
        ["category"] = ["levels", "ordered", "numbered"],
        ["boolean"] = ["false", "true"],
        ["list"] = ["levels", "separator", "closed", "brackets"],
        ["date"] = ["format"],
        ["time"] = ["format"],
        ["duration"] = ["codes", "format"],
        ["identifier"] = ["pattern"],
        ["text"] = ["placeholder", "invented"],
        ["empty"] = [],
    };

    private static readonly string[] Signs =
    [
        .. Enum.GetNames<NumberSigns>().Select(JsonNamingPolicy.CamelCase.ConvertName),
    ];

    private static readonly string[] Brackets =
    [
        .. BracketedList.Forms.Select(form => JsonNamingPolicy.CamelCase.ConvertName($"{form}")),
    ];

    private static readonly string[] Common = ["name", "kind", "missing"];

    /// <summary>Reads a column, whose name or kind is empty if it is absent or wrong; null if it is no object.</summary>
    /// <param name="item">The JSON.</param>
    /// <param name="path">Its path.</param>
    /// <param name="errors">Receives all errors.</param>
    public static ColumnSchema? Read(JsonElement item, string path, SchemaErrors errors)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, "a column is an object (give {\"name\": …, \"kind\": …})");
            return null;
        }

        var members = new SchemaMembers(item, path, errors);
        string? name = members.Text("name", isRequired: true);
        string? kind = Kind(members);
        if (kind is not null)
        {
            members.Allow([.. Common, .. Properties[kind]], $"a column of kind {kind}");
        }
        else
        {
            members.Allow([.. Common, .. Properties.Values.SelectMany(one => one).Distinct()], "a column");
        }

        var column = new ColumnSchema(name ?? "", kind ?? "")
        {
            Missing = members.Texts("missing", mayBeOne: true),
            Codes = members.Texts("codes"),
            Levels = members.Texts("levels"),
            Ordered = members.Flag("ordered"),
            Numbered = members.Flag("numbered"),
            Separator = members.Text("separator"),
            Closed = members.Flag("closed"),
            Brackets = members.Text("brackets"),
            False = members.Text("false"),
            True = members.Text("true"),
            Format = members.Text("format"),
            Decimals = members.Places("decimals"),
            MinDecimals = members.Places("minDecimals"),
            MaxDecimals = members.Places("maxDecimals"),
            DecimalSeparator = members.Character("decimalSeparator"),
            GroupSeparator = members.Character("groupSeparator"),
            Prefix = members.Text("prefix"),
            Suffix = members.Text("suffix"),
            Signs = members.Text("signs"),
            Scientific = members.Text("scientific"),
            Pattern = members.Text("pattern"),
            Placeholder = members.Text("placeholder"),
            Invented = members.Flag("invented"),
        };
        CheckLevels(column, members, item);
        CheckNumbers(column, members);
        CheckFormats(column, members);
        return column;
    }

    private static string? Kind(SchemaMembers members)
    {
        string? kind = members.Text("kind", isRequired: true);
        if (kind is null || Properties.ContainsKey(kind))
        {
            return kind;
        }

        string fix = NearestName.To(kind, ColumnSchema.Kinds) is { } nearest
            ? $"did you mean {nearest}?"
            : $"give {string.Join(", ", ColumnSchema.Kinds)}";
        members.Add("kind", $"'{kind}' is not a kind ({fix})");
        return null;
    }

    private static void CheckLevels(ColumnSchema column, SchemaMembers members, JsonElement item)
    {
        if (column.Levels is { Count: 0 })
        {
            members.Add("levels", "there are no levels (add them, or leave the list out)");
        }

        if (column is { Numbered: true, Levels: not null })
        {
            members.Add("numbered", "the levels are all texts there are, and samples have no others (remove one)");
        }

        if (column.Separator is { } separator && separator.Trim(' ').Length != 1)
        {
            members.Add("separator", $"'{separator}' is not one character, perhaps with spaces (give one)");
        }
        else if (column.Brackets is { } brackets && !Brackets.Contains(brackets))
        {
            members.Add(
                "brackets",
                $"'{brackets}' is no way to write lists (give {string.Join(", ", Brackets)}, or leave it out)"
            );
        }
        else if (
            column is { Kind: "list", Levels: { Count: > 0 } choices }
            && Error(choices, column.Separator, column.WrittenForm ?? ListForm.Plain) is { } error
        )
        {
            members.Add("levels", $"{error} (give other levels, or another separator)");
        }

        if (column.Ordered == true && !item.TryGetProperty("levels", out _))
        {
            members.Add("levels", "an ordered category needs its levels in their order (add them)");
        }

        foreach (string both in (column.Levels ?? []).Intersect(column.Missing ?? []))
        {
            members.Add("levels", $"'{both}' is a missing value of this column, too (remove one)");
        }

        foreach (string both in (column.Codes ?? []).Intersect(column.Missing ?? []))
        {
            members.Add("codes", $"'{both}' is a missing value of this column, too (remove one)");
        }

        if (column.False is null != column.True is null || (column.False is not null && column.False == column.True))
        {
            members.Add("true", "false and true are two different texts (give both)");
        }

        foreach (string both in new[] { column.False, column.True }.OfType<string>().Intersect(column.Missing ?? []))
        {
            members.Add("missing", $"'{both}' is false or true in this column, too (remove one)");
        }
    }

    private static string? Error(IReadOnlyList<string> choices, string? separator, ListForm form) =>
        ListKind.Error(choices, separator ?? BracketedList.DefaultSeparator(form), form);

    private static void CheckNumbers(ColumnSchema column, SchemaMembers members)
    {
        if (column.MinDecimals > column.MaxDecimals)
        {
            members.Add(
                "minDecimals",
                $"{column.MinDecimals} is more than maxDecimals, {column.MaxDecimals} (give a smaller number)"
            );
        }

        if (column.Decimals is not null && (column.MinDecimals ?? column.MaxDecimals) is not null)
        {
            members.Add("decimals", "decimals stands for both minDecimals and maxDecimals (remove it or them)");
        }

        if (column.DecimalSeparator is not (null or "." or ","))
        {
            members.Add(
                "decimalSeparator",
                $"'{column.DecimalSeparator}' is neither a point nor a comma (give one of them)"
            );
        }

        if (column.GroupSeparator is { } group)
        {
            if (char.IsLetterOrDigit(group[0]) || group is "-" or "+")
            {
                members.Add(
                    "groupSeparator",
                    $"'{group}' cannot separate thousands (give a comma, point, apostrophe or space)"
                );
            }
            else if (group == (column.DecimalSeparator ?? "."))
            {
                members.Add("groupSeparator", $"'{group}' is the decimal separator, too (give another)");
            }
        }

        if (column.Signs is { } signs && !Signs.Contains(signs))
        {
            members.Add("signs", $"'{signs}' is no way to write signs (give {string.Join(", ", Signs)})");
        }

        if (column.Scientific is { } scientific && !ScientificNotation.IsPattern(scientific))
        {
            members.Add(
                "scientific",
                $"'{scientific}' is no pattern of numbers with an exponent (give one like 0.00e+00)"
            );
        }

        foreach (var (name, text) in new[] { ("prefix", column.Prefix), ("suffix", column.Suffix) })
        {
            if (text?.Any(char.IsAsciiDigit) == true)
            {
                members.Add(name, $"'{text}' has digits, which belong to the numbers (remove them)");
            }
        }
    }

    private static void CheckFormats(ColumnSchema column, SchemaMembers members)
    {
        if (column is { Kind: "date" or "time", Format: { } format })
        {
            if (TimePattern.Find(format) is not { IsDate: true } pattern)
            {
                members.Add("format", $"'{format}' is not a format of times (give one such as yyyy-MM-dd HH:mm:ss)");
            }
            else if (column.Kind == "date" && !pattern.IsDay)
            {
                members.Add("format", $"'{format}' has hours, which a date does not have (give the kind time)");
            }
        }

        Try(
            column.Kind == "duration" ? column.Format : null,
            "format",
            text => new DurationKind(text),
            "a format of durations (give one such as hh:mm:ss)"
        );
        Try(
            column.Pattern,
            "pattern",
            text => KeyPatternText.Read(text, 0),
            "a pattern of keys (give one such as C-{00000} or [0-9a-f]{8})"
        );

        void Try(string? text, string name, Func<string, object> parse, string expected)
        {
            try
            {
                _ = text is null ? null : parse(text);
            }
            catch (Exception wrong) when (wrong is ArgumentException or FormatException or OverflowException)
            {
                members.Add(name, $"'{text}' is not {expected}");
            }
        }
    }
}
