using System.Globalization;
using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Sampling.Conditions;

/// <summary>Parses conditions such as <c>r&gt;0.5, x=0.25, 0.2&lt;=y&lt;0.5</c>.</summary>
internal static class ConditionParser
{
    private const string Example = "write it like r>0.5, x=0.25 or 0.2<y<0.5";

    // A number with few digits is matched to a grid value within this distance, in steps.
    private const double NearGridValue = 1e-3;

    private static readonly string[] Signs = ["<=", ">=", "==", "=", "<", ">"];

    /// <summary>The conditions in the order of the text.</summary>
    /// <exception cref="LikenessException">A part is not a condition, or the column does not exist.</exception>
    public static IEnumerable<Condition> Read(string text, DataTransform transform)
    {
        var parts = Parts(text).ToList();
        return parts.Exists(string.IsNullOrWhiteSpace)
            ? throw new LikenessException($"--condition '{text}' has an empty condition ({Example})")
            : parts.Select(part => ReadOne(part.Trim(), transform));
    }

    private static Condition ReadOne(string part, DataTransform transform)
    {
        var (operands, signs) = Split(part);
        return (operands.Count, signs.Count) switch
        {
            (2, 1) when TryNumber(operands[1], out double right) && FindColumn(operands[0], transform) is int column =>
                Compare(column, signs[0], right, transform),
            (2, 1) when TryNumber(operands[0], out double left) => Compare(
                Column(operands[1], transform),
                Mirrored(signs[0]),
                left,
                transform
            ),
            (2, 1) when TryNumber(operands[1], out _) => throw Unknown(operands[0], transform),
            (3, 2)
                when TryNumber(operands[0], out double left)
                    && TryNumber(operands[2], out double right)
                    && signs[0][0] == signs[1][0]
                    && signs[0][0] != '=' => Compare(
                    Column(operands[1], transform),
                    Mirrored(signs[0]),
                    left,
                    transform
                )
                .And(Compare(Column(operands[1], transform), signs[1], right, transform)),
            _ => throw new LikenessException($"'{part}' is not a condition ({Example})"),
        };
    }

    private static Condition Compare(int column, string sign, double value, DataTransform transform)
    {
        value = OnGrid(value, transform.Columns[column].Grid);
        return sign switch
        {
            "<" => new(column, double.NegativeInfinity, value, HighOpen: true),
            "<=" => new(column, double.NegativeInfinity, value),
            ">" => new(column, value, double.PositiveInfinity, LowOpen: true),
            ">=" => new(column, value, double.PositiveInfinity),
            _ => new(column, value, value),
        };
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

    private static int Column(string name, DataTransform transform) =>
        FindColumn(name, transform) ?? throw Unknown(name, transform);

    private static int? FindColumn(string name, DataTransform transform)
    {
        for (int i = 0; i < transform.Columns.Count; i++)
        {
            if (transform.Columns[i].Name == name)
            {
                return i;
            }
        }

        return null;
    }

    private static LikenessException Unknown(string name, DataTransform transform)
    {
        var names = transform.Columns.Select(column => column.Name);
        return new(
            NearestName.To(name, names) is { } nearest
                ? $"'{name}' is not a column of the run's data (did you mean {nearest}?)"
                : $"'{name}' is not a column of the run's data (it has {string.Join(", ", names)})"
        );
    }

    // Fractions such as 17/255 are numbers too, because many grids consist of them.
    private static bool TryNumber(string text, out double number)
    {
        string[] parts = text.Split('/');
        double over = 1;
        number = 0;
        return parts.Length <= 2
            && TryPlain(parts[0], out number)
            && (parts.Length == 1 || TryPlain(parts[1], out over))
            && double.IsFinite(number /= over);
    }

    private static bool TryPlain(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static IEnumerable<string> Parts(string text)
    {
        char quote = '\0';
        int begin = 0;
        for (int i = 0; i < text.Length; i++)
        {
            quote = Quote(quote, text[i]);
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
            quote = Quote(quote, part[i]);
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

    private static char Quote(char open, char letter) =>
        open == '\0' && letter is '"' or '\'' ? letter
        : letter == open ? '\0'
        : open;

    private static string Unquoted(string operand)
    {
        operand = operand.Trim();
        return operand.Length > 1 && operand[0] is '"' or '\'' && operand[^1] == operand[0] ? operand[1..^1] : operand;
    }
}
