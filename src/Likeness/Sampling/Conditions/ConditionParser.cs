using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Records;

namespace Likeness.Sampling.Conditions;

/// <summary>Parses conditions such as <c>r&gt;0.5, x=0.25, 0.2&lt;=y&lt;0.5, education=Bachelors</c>.</summary>
/// <param name="columns">The columns, whose kinds read the values.</param>
/// <param name="given">The conditions.</param>
/// <param name="missing">Ends the name of a column that says whether another has a missing value.</param>
/// <param name="refuse">Why a column of another name takes no condition; null for a name that is unknown.</param>
/// <param name="codes">Ends the name of a column that says which code another one has in place of a number.</param>
internal sealed class ConditionParser(
    IReadOnlyList<Column> columns,
    ConditionText given,
    string missing = "?",
    Func<string, string?>? refuse = null,
    string codes = "?"
)
{
    private const string Example = "write it like r>0.5, x=0.25 or 0.2<y<0.5";

    // A number with few digits is matched to a grid value within this distance, in steps.
    private const double NearGridValue = 1e-3;

    private const int ShownLevels = 12;

    private static readonly string[] Signs = ["<=", ">=", "==", "!=", "≠", "=", "<", ">"];

    /// <summary>The conditions in the order of the text.</summary>
    /// <exception cref="LikenessException">A part is not a condition, or the column does not exist.</exception>
    public IEnumerable<Condition> Read()
    {
        var parts = Parts(given.Letters).ToList();
        return parts.Exists(string.IsNullOrWhiteSpace)
            ? throw new LikenessException($"--condition '{given}' has an empty condition ({Example})")
            : Joined(parts).Select(part => ReadOne(part.Trim()));
    }

    // Commas are in values, too: a part without a sign belongs to the condition before it, or to a first one that begins with its value.
    private List<string> Joined(List<string> parts)
    {
        var joined = new List<string>();
        string rest = "";
        for (int i = 0; i < parts.Count; i++)
        {
            if (Split(parts[i]).Signs.Count == 0)
            {
                rest += (rest.Length > 0 ? "," : "") + parts[i];
                continue;
            }

            bool isValueFirst = rest.Length > 0 && BeginsWithValue(parts[i]);
            if (isValueFirst && joined.Count > 0)
            {
                throw new LikenessException(
                    $"--condition '{given}' may be read in several ways (write values behind the names of columns, or between quotation marks)"
                );
            }

            Append(joined, isValueFirst ? "" : rest);
            joined.Add(isValueFirst ? $"{rest},{parts[i]}" : parts[i]);
            rest = "";
        }

        Append(joined, rest);
        return joined;
    }

    private static void Append(List<string> joined, string rest)
    {
        if (rest.Length > 0 && joined.Count > 0)
        {
            joined[^1] += $",{rest}";
        }
        else if (rest.Length > 0)
        {
            joined.Add(rest);
        }
    }

    private bool BeginsWithValue(string part) =>
        Split(part).Operands is [var first, var second, ..]
        && FindColumn(first) is null
        && FindColumn(second) is not null;

    private Condition ReadOne(string part)
    {
        var (operands, signs) = Split(part);
        // A text is read like others; quotes and signs in it have no meaning.
        operands = operands.ConvertAll(operand =>
            given.TryValue(operand, out object? value) && value is string text ? text : operand
        );
        return (operands.Count, signs.Count) switch
        {
            (2, 1) when FindColumn(operands[0]) is int left => Compare(left, signs[0], operands[1]),
            (2, 1) when FindColumn(operands[1]) is int right => Compare(right, Mirrored(signs[0]), operands[0]),
            (2, 1) when IsNumber(operands[1]) || given.TryValue(operands[1], out _) => throw Unknown(operands[0]),
            (2, 1) when IsNumber(operands[0]) => throw Unknown(operands[1]),
            (2, 1) when columns.Any(column => column.Kind is not NumberKind) => throw Unknown(operands[0]),
            (3, 2) when signs[0][0] == signs[1][0] && signs[0][0] is '<' or '>' && IsValue(operands[0], operands[1]) =>
                Compare(Column(operands[1]), Mirrored(signs[0]), operands[0])
                    .And(Compare(Column(operands[1]), signs[1], operands[2])),
            _ => throw new LikenessException($"'{given.Shown(part)}' is not a condition ({Example})"),
        };
    }

    // A between condition of numbers names the unknown column; else the values could be anything.
    private bool IsValue(string value, string column) => FindColumn(column) is not null || IsNumber(value);

    private bool IsNumber(string text) =>
        ConditionNumber.TryRead(text, out _) || columns.Any(column => ConditionNumber.TryRead(text, column, out _));

    private Condition Compare(int column, string sign, string operand) =>
        sign is "!=" or "≠" ? Other(column, operand) : Within(column, sign, operand);

    // Any other value; a missing one is none.
    private Condition Other(int place, string operand)
    {
        var column = columns[place];
        bool isTyped = given.TryValue(operand, out object? typed);
        if (CodeOf(isTyped ? typed as string : operand, column) is not null)
        {
            throw new LikenessException($"'!=' has no meaning for a code of '{column.Name}' (write =)");
        }

        bool isMissing = isTyped ? typed is null : IsMarker(operand, column);
        int levels = column.Kind.LevelCount;
        var any = new Condition(
            place,
            levels > 0 ? 0 : double.NegativeInfinity,
            levels > 0 ? levels - 1 : double.PositiveInfinity
        );
        return isMissing ? any : any with { Except = [Within(place, "=", operand)] };
    }

    private Condition Within(int column, string sign, string operand)
    {
        bool isTyped = given.TryValue(operand, out object? typed);
        if (CodeOf(isTyped ? typed as string : operand, columns[column]) is { } code)
        {
            return Coded(column, sign, code);
        }

        if (isTyped ? typed is null : IsMarker(operand, columns[column]))
        {
            return Missing(column, sign);
        }

        if (
            !isTyped
            && columns[column].Kind is TimeKind time
            && !time.TryRead(operand, out _)
            && ConditionPeriod.TryRead(operand, time, out double first, out double end)
        )
        {
            return ConditionPeriod.Compare(column, sign, first, end);
        }

        double value = isTyped ? Typed(typed!, columns[column], sign) : Value(operand, columns[column], sign);
        return sign switch
        {
            "<" => new(column, double.NegativeInfinity, value, HighOpen: true),
            "<=" => new(column, double.NegativeInfinity, value),
            ">" => new(column, value, double.PositiveInfinity, LowOpen: true),
            ">=" => new(column, value, double.PositiveInfinity),
            _ => new(column, value, value),
        };
    }

    private static string? CodeOf(string? text, Column column) =>
        text is not null && column.Codes?.TryRead(text, out _) == true && !column.Kind.TryRead(text, out _)
            ? text
            : null;

    // Models see codes as the levels of a column of their own.
    private Condition Coded(int place, string sign, string code)
    {
        var column = columns[place];
        if (sign is not ("=" or "=="))
        {
            throw new LikenessException($"'{sign}' has no meaning for a code of '{column.Name}' (write =)");
        }

        double level = column.Codes!.Texts.ToList().IndexOf(code) + 1;
        return FindColumn(column.Name + codes) is int flag
            ? new(flag, level, level)
            : new(place, double.NaN, double.NaN);
    }

    private static bool IsMarker(string text, Column column) =>
        text == column.Missing && (column.Kind is ListKind || !column.Kind.TryRead(text, out _));

    // A model sees a missing value as a column of its own, as one level more, or as it is.
    private Condition Missing(int place, string sign)
    {
        var column = columns[place];
        int levels = column.Kind.LevelCount;
        if (sign is not ("=" or "=="))
        {
            throw new LikenessException($"'{sign}' has no meaning for a missing value of '{column.Name}' (write =)");
        }

        return FindColumn(column.Name + missing) is int flag ? new(flag, 1, 1)
            : column.Codes is { } known && column.Missing is not null && FindColumn(column.Name + codes) is int own
                ? new(own, known.Count + 1, known.Count + 1)
            : column.Missing is null
                ? throw new LikenessException(
                    $"column '{column.Name}' has no missing value in the training rows (ask for values that it has)"
                )
            : levels > 0 && column.Grid?.Count > levels ? new(place, levels, levels)
            : new(place, double.NaN, double.NaN);
    }

    // Values of another type than the column's are read as the text of the invariant culture.
    private static double Typed(object value, Column column, string sign)
    {
        if (value is Enum || CellTypes.KindOf(value.GetType())?.GetType() != column.Kind.GetType())
        {
            return Value(ConditionText.Invariant(value), column, sign);
        }

        RequireOrder(column, sign, ConditionText.Invariant(value));
        double cell = CellTypes.ToCell(value);
        return column.Kind is not NumberKind ? cell
            : double.IsFinite(cell) ? OnGrid(cell, column.Grid)
            : throw new LikenessException($"{cell} is not a finite number (give another value of '{column.Name}')");
    }

    private static double Value(string text, Column column, string sign)
    {
        if (column.Kind is NumberKind)
        {
            return ConditionNumber.TryRead(text, column, out double number)
                ? OnGrid(number, column.Grid)
                : throw new LikenessException(
                    $"'{column.Name}{sign}{text}' is not a condition ({Example}{ConditionNumber.Advice(column)})"
                );
        }

        RequireOrder(column, sign, text);
        // Samples have other names in place of those that few rows have.
        return column.Kind is CategoryKind { HasNames: true } names && !names.Levels.Contains(text)
                ? throw Unreadable(text, column)
            : column.Kind.TryRead(text, out double value) ? value
            : throw Unreadable(text, column);
    }

    private static void RequireOrder(Column column, string sign, string text)
    {
        if (sign is not ("=" or "==") && column.Kind is ListKind)
        {
            throw new LikenessException(
                $"lists of column '{column.Name}' have no order, so '{sign}' has no meaning (write {column.Name}={text})"
            );
        }

        if (sign is not ("=" or "==") && column.Kind is { LevelCount: > 0 } and not CategoryKind { IsOrdered: true })
        {
            throw new LikenessException(
                $"column '{column.Name}' has levels without an order, so '{sign}' has no meaning (write {column.Name}={text})"
            );
        }
    }

    private static LikenessException Unreadable(string text, Column column)
    {
        if (column.Kind.LevelCount == 0)
        {
            string advice =
                column.Kind is TimeKind
                    ? "write it as the data does, or like 2025-03-31 or 2025-03"
                    : "write it as the data does";
            return new($"'{text}' is not a {column.Kind.Name} of column '{column.Name}' ({advice})");
        }

        string[] levels = [.. Enumerable.Range(0, column.Kind.LevelCount).Select(level => column.Kind.Write(level))];
        string hint =
            NearestName.To(text, levels) is { } nearest ? $"did you mean {nearest}?"
            : levels.Length <= ShownLevels ? $"it has {string.Join(", ", levels)}"
            : $"it has {string.Join(", ", levels[..ShownLevels])}, …";
        return new($"'{text}' is not a level of column '{column.Name}' in the training rows ({hint})");
    }

    private static double OnGrid(double value, Grid? grid) =>
        grid is not null
        && grid.Position(value) is var position
        && Math.Abs(position - Math.Round(position)) < NearGridValue
        && position > -0.5
        && position < grid.Count - 0.5
            ? grid.Snap(value)
            : value;

    private static string Mirrored(string sign) =>
        sign[0] switch
        {
            '<' => ">" + sign[1..],
            '>' => "<" + sign[1..],
            _ => sign,
        };

    private int Column(string name) => FindColumn(name) ?? throw Unknown(name);

    private int? FindColumn(string name)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == name)
            {
                return i;
            }
        }

        return null;
    }

    private LikenessException Unknown(string name)
    {
        var names = columns.Select(column => column.Name);
        return new(
            refuse?.Invoke(name) is { } reason ? reason
            : NearestName.To(name, names) is { } nearest
                ? $"'{name}' is not a column of the run's data (did you mean {nearest}?)"
            : $"'{name}' is not a column of the run's data (it has {string.Join(", ", names)})"
        );
    }

    private static IEnumerable<string> Parts(string text)
    {
        char quote = '\0';
        int begin = 0;
        for (int i = 0; i < text.Length; i++)
        {
            quote = Quote(quote, text, i);
            if (text[i] == ',' && quote == '\0')
            {
                yield return text[begin..i];
                begin = i + 1;
            }
        }

        yield return text[begin..];
    }

    private static (List<string> Operands, List<string> Signs) Split(string part)
    {
        List<string> operands = [];
        List<string> signs = [];
        char quote = '\0';
        int begin = 0;
        for (int i = 0; i < part.Length; i++)
        {
            quote = Quote(quote, part, i);
            string? sign =
                quote == '\0'
                    ? Array.Find(Signs, sign => part.AsSpan(i).StartsWith(sign, StringComparison.Ordinal))
                    : null;
            if (sign is not null)
            {
                operands.Add(Unquoted(part[begin..i]));
                signs.Add(sign);
                i += sign.Length - 1;
                begin = i + 1;
            }
        }

        operands.Add(Unquoted(part[begin..]));
        return (operands, signs);
    }

    // An apostrophe within a value is a letter of it: 1'234.50, O'Brien.
    private static char Quote(char open, string text, int at) =>
        open == '\0'
        && text[at] is '"' or '\''
        && text.AsSpan(0, at).TrimEnd() is [] or [.., ',' or '<' or '>' or '=' or '≠']
            ? text[at]
        : text[at] == open ? '\0'
        : open;

    private static string Unquoted(string operand)
    {
        operand = operand.Trim();
        return operand.Length > 1 && operand[0] is '"' or '\'' && operand[^1] == operand[0] ? operand[1..^1] : operand;
    }
}
