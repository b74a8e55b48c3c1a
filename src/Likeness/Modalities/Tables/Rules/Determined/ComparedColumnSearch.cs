using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>
/// Finds columns of two or three values that follow from comparing a number with one or two others, and may have a further value where these are missing. By chance, independent columns would agree as in <see cref="DeterminedColumnSearch"/>; the columns are chosen, too.
/// </summary>
internal static class ComparedColumnSearch
{
    private const int MaxValues = 4;
    private const int MaxNumbers = 40;

    // Numbers of two values are flags, which are not compared.
    private const int FewestNumbers = 3;

    /// <summary>The rule of the last column that follows from comparing others; null if there is none.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="found">The rules that were found before.</param>
    public static TableRule? Next(Table rows, IReadOnlyList<TableRule> found)
    {
        for (int column = rows.Width - 1; column >= 0; column--)
        {
            if (
                rows.Columns[column].Kind is CategoryKind or BooleanKind or NumberKind
                && RuleSearch.IsOriginal(rows.Columns[column].Name, found)
                && Values(rows, column) is { } values
            )
            {
                int[] numbers = Numbers(rows, column, found);
                if (numbers.Length > 1 && Find(rows, column, values, numbers) is { } rule)
                {
                    return rule;
                }
            }
        }

        return null;
    }

    /// <summary>The rule that a schema declares; null if training rows break it.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="declared">The rule.</param>
    public static ComparedColumn? Declare(Table rows, RuleText declared)
    {
        var names = rows.Columns.Select(one => one.Name).ToList();
        int at = names.IndexOf(declared.Column);
        var column = rows.Columns[at];
        var cases = declared.Comparisons.Select(one => (Value: Read(one.Value), one.Comparison, one.Limit)).ToList();
        return Read(declared.Otherwise) is { } otherwise && cases.TrueForAll(one => one.Value is not null)
            ? Complete(
                rows,
                at,
                new(
                    declared.Column,
                    declared.Parts[0],
                    [.. cases.Select(one => new ComparedCase(one.Value!.Value, one.Comparison, one.Limit))],
                    otherwise,
                    new(double.NaN)
                )
            )
            : null;

        ComparedValue? Read(string? text) =>
            text is null ? new(double.NaN)
            : column.Kind.TryRead(text, out double cell) ? new(cell, text)
            : null;
    }

    /// <summary>The numbers that a column may follow from comparing; none if they are too many for pairs.</summary>
    public static int[] Numbers(Table rows, int column, IReadOnlyList<TableRule> found)
    {
        int[] numbers =
        [
            .. Enumerable.Range(0, rows.Width).Where(other => other != column && IsNumber(rows, other, column, found)),
        ];
        return numbers.Length <= MaxNumbers ? numbers : [];
    }

    // Limits may be looked up: those of a test.
    private static bool IsNumber(Table rows, int other, int column, IReadOnlyList<TableRule> found)
    {
        string name = rows.Columns[other].Name;
        var rule = found.FirstOrDefault(one => one.Column == name);
        return rows.Columns[other].Kind is { IsNumeric: true, IsLearned: true }
            && rows.ColumnValues(other).Where(value => !double.IsNaN(value)).Distinct().Take(FewestNumbers).Count()
                == FewestNumbers
            && (rule is null or DeterminedColumn or FollowingColumn || rule.IsComputed)
            && !RuleSearch.Needs(name, rows.Columns[column].Name, found);
    }

    private static ComparedColumn? Find(Table rows, int column, List<double> values, int[] numbers)
    {
        int[] valueOf = Array.ConvertAll(rows.ColumnValues(column), cell => values.FindIndex(one => one.Equals(cell)));
        double choices = Math.Log(4.0 * numbers.Length * numbers.Length);
        foreach (int by in numbers)
        {
            var limits = numbers
                .Where(other => other != by && rows.Columns[other].Kind.Name == rows.Columns[by].Kind.Name)
                .SelectMany(other => Limits(rows, by, other, valueOf, values.Count))
                .ToList();
            var pairs =
                from one in limits
                from other in limits
                where one.IsBelow && !other.IsBelow
                select (Limit[])[one, other];
            foreach (var cases in limits.Select(limit => (Limit[])[limit]).Concat(pairs))
            {
                // What is left has one value; a further one may be that of rows without a number or limit.
                int[] left =
                [
                    .. Enumerable
                        .Range(0, values.Count)
                        .Where(value => Array.Exists(cases, one => (one.Known >> value & 1) == 1))
                        .Except(cases.Select(one => one.Value)),
                ];
                if (
                    left.Length == 1
                    && MayHold(rows, by, cases, left[0], valueOf)
                    && Create(cases, left[0]) is { } rule
                    && !IsByChance(rows, rule, valueOf, choices * cases.Length)
                    && DoBothMatter(rows, rule)
                )
                {
                    return rule;
                }
            }

            ComparedColumn? Create(Limit[] cases, int otherwise) =>
                Complete(
                    rows,
                    column,
                    new(
                        rows.Columns[column].Name,
                        rows.Columns[by].Name,
                        [
                            .. cases.Select(one => new ComparedCase(
                                ComparedValue.Create(rows.Columns[column], values[one.Value]),
                                one.Comparison,
                                rows.Columns[one.Number].Name
                            )),
                        ],
                        ComparedValue.Create(rows.Columns[column], values[otherwise]),
                        new(double.NaN)
                    )
                );
        }

        return null;
    }

    // Whether the rows have the values of their cases: nearly always, one of the first has another one.
    private static bool MayHold(Table rows, int by, Limit[] cases, int otherwise, int[] valueOf)
    {
        var numbers = rows.Column(by);
        for (int row = 0; row < numbers.Length; row++)
        {
            bool isKnown = false;
            int value = otherwise;
            for (int i = cases.Length - 1; i >= 0; i--)
            {
                double limit = rows[row, cases[i].Number];
                isKnown |= !double.IsNaN(limit);
                value = cases[i].Comparison.Holds(numbers[row], limit) ? cases[i].Value : value;
            }

            if (isKnown && !double.IsNaN(numbers[row]) && value != valueOf[row])
            {
                return false;
            }
        }

        return true;
    }

    // The rule with the value of rows without a number; null if some row has another value.
    private static ComparedColumn? Complete(Table rows, int column, ComparedColumn rule)
    {
        int unknown = Array.IndexOf(rule.CasesOf(rows), -2);
        var complete =
            unknown < 0
                ? rule
                : rule with
                {
                    Unknown = ComparedValue.Create(rows.Columns[column], rows[unknown, column]),
                };
        return Array.TrueForAll(complete.Holds(rows), holds => holds) ? complete : null;
    }

    // A number below, or above, which the column has one value, and which no other value has there.
    private static List<Limit> Limits(Table rows, int by, int other, int[] valueOf, int count)
    {
        var numbers = rows.Column(by);
        var limits = rows.Column(other);
        Span<int> below = stackalloc int[count];
        Span<int> equal = stackalloc int[count];
        Span<int> above = stackalloc int[count];
        var (valuesBelow, valuesAbove) = (0, 0);
        int known = 0;
        var traits = NumberTraits.Of(rows);
        var (mayBeBelow, mayBeAbove) = (traits.IsEverBelow(by, other), traits.IsEverBelow(other, by));
        for (
            int row = 0;
            row < valueOf.Length && ((mayBeBelow && valuesBelow < 2) || (mayBeAbove && valuesAbove < 2));
            row++
        )
        {
            if (double.IsNaN(numbers[row]) || double.IsNaN(limits[row]))
            {
                continue;
            }

            int order = ComparisonSigns.Order(numbers[row], limits[row]);
            int value = valueOf[row];
            known |= 1 << value;
            if (order == 0)
            {
                equal[value]++;
            }
            else if (order < 0)
            {
                valuesBelow += below[value]++ == 0 ? 1 : 0;
            }
            else
            {
                valuesAbove += above[value]++ == 0 ? 1 : 0;
            }
        }

        var found = new List<Limit>();
        int equals = equal.Length - equal.Count(0);
        if (valuesBelow == 1)
        {
            int value = below.IndexOfAnyExcept(0);
            bool mayEqual = equals == 1 && equal[value] > 0 && above[value] == 0;
            found.Add(new(other, value, mayEqual ? Comparison.AtMost : Comparison.Below, known));
        }

        if (valuesAbove == 1)
        {
            int value = above.IndexOfAnyExcept(0);
            bool mayEqual = equals == 1 && equal[value] > 0 && below[value] == 0;
            found.Add(new(other, value, mayEqual ? Comparison.AtLeast : Comparison.Above, known));
        }

        return found;
    }

    // A limit of either number that parts the cases as well says more: with the other number of another row, the order would be the same.
    private static bool DoBothMatter(Table rows, ComparedColumn rule)
    {
        int[] cases = rule.CasesOf(rows);
        var names = rows.Columns.Select(column => column.Name).ToList();
        return !Enumerable.Range(0, rule.Cases.Count).All(one => IsParted(rule.By, one))
            && !rule.Cases.Index().Any(one => IsParted(one.Item.Limit, one.Index));

        bool IsParted(string column, int one)
        {
            double[] values = rows.ColumnValues(names.IndexOf(column));
            double[] inside = [.. values.Where((value, row) => cases[row] == one && !double.IsNaN(value))];
            double[] outside =
            [
                .. values.Where((value, row) => cases[row] is not -2 && cases[row] != one && !double.IsNaN(value)),
            ];
            return inside.Length > 0
                && outside.Length > 0
                && (inside.Max() < outside.Min() || outside.Max() < inside.Min());
        }
    }

    private static bool IsByChance(Table rows, ComparedColumn rule, int[] valueOf, double choices)
    {
        int[] keys = [.. rule.CasesOf(rows).CountBy(one => one).Select(one => one.Value)];
        return keys.Length < 2
            || keys.Min() < Protection.MinRows
            || DeterminedColumnSearch.IsByChance(
                keys,
                [.. valueOf.CountBy(value => value).Select(value => value.Value)],
                choices
            );
    }

    // Two to four values; null if there are others.
    private static List<double>? Values(Table rows, int column)
    {
        var values = new List<double>();
        foreach (double cell in rows.Column(column))
        {
            if (values.TrueForAll(value => !value.Equals(cell)))
            {
                values.Add(cell);
                if (values.Count > MaxValues)
                {
                    return null;
                }
            }
        }

        return values.Count < 2 ? null : values;
    }

    // A column with which the number is compared, the value where the comparison holds, the comparison, and a bit for each value of rows that have both numbers.
    private readonly record struct Limit(int Number, int Value, Comparison Comparison, int Known)
    {
        public bool IsBelow => Comparison is Comparison.Below or Comparison.AtMost;
    }
}
