using System.Numerics;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Numerics;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Finds columns that are sums of others up to rounding, because each column was rounded by itself: exports of totals to cents. A sum of k columns may differ by (k + 1) / 2 units
/// of the last place. No part of the sum may be as constant as that, so that columns that hardly differ are no sums of each other.
/// </summary>
internal static class RoundedSumSearch
{
    private const int SearchedRows = 4000;
    private const int FirstRows = 128;
    private const int FittedRows = 800;
    private const int RowsPerColumn = 10;
    private const int MaxColumns = 40;

    // Of a wide table, in so many columns next to each other.
    private const int Neighbours = 16;
    private const int NeighbourStep = 8;
    private const int MostTried = 3; // parts of sums that are tried one by one
    private const int MostParts = 6;
    private const double NearOne = 0.1;
    private const double MaxMissing = 0.2;
    private const int MinRows = 90; // that are different
    private const int MinUnits = 1000; // of the sum's range
    private const int MinUnitsOfPart = 10;
    private const int MinChanges = 10; // of each part of a sum, in what rounding leaves
    private const int MinChangedRows = 20;
    private const double MaxSpread = 2.5;
    private const double Noise = 1e-6;

    /// <summary>The rules.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="found">The rules found before.</param>
    public static IEnumerable<RoundedSumColumn> All(Table train, IReadOnlyList<TableRule> found)
    {
        int stride = Math.Max(1, train.RowCount / SearchedRows);
        var sample =
            stride == 1
                ? train
                : train.TakeRows([.. Enumerable.Range(0, train.RowCount / stride).Select(row => row * stride)]);
        var columns = Enumerable.Range(0, train.Width).Select(column => Rounded.Of(sample, column)).OfType<Rounded>();
        Rounded[] all = WithFirst([.. columns]);
        var rules = new List<RoundedSumColumn>();
        int width = all.Length <= MaxColumns ? MaxColumns : Neighbours;
        var sums = OrderedWork.Select(
            1 + Math.Max(0, (all.Length - width + NeighbourStep - 1) / NeighbourStep),
            window =>
            {
                Rounded[] some = all[(window * NeighbourStep)..Math.Min(all.Length, (window * NeighbourStep) + width)];
                return Tried(some).Concat(Fitted(sample, some)).Where(sum => !IsNoise(sum)).ToArray();
            }
        );
        foreach (var sum in sums.SelectMany(some => some))
        {
            if (Rule(train, sum, [.. found, .. rules]) is { } rule)
            {
                rules.Add(rule);
            }
        }

        return rules;
    }

    // Of three or four columns, all sums and differences that are 0 up to rounding.
    private static IEnumerable<Sum> Tried(Rounded[] columns)
    {
        for (int count = 2; count <= MostTried; count++)
        {
            foreach (int[] places in Combinations(columns.Length, count + 1))
            {
                Rounded[] some = Array.ConvertAll(places, place => columns[place]);
                double most = ToleranceOf(some);
                // The first column has the sign +, and some other −.
                for (int signs = 0; signs < (1 << count) - 1; signs++)
                {
                    if (IsZero(some, signs, most))
                    {
                        yield return new(
                            some,
                            [1, .. Enumerable.Range(0, count).Select(i => (signs >> i & 1) == 1 ? 1 : -1)]
                        );
                    }
                }
            }
        }
    }

    // The rows in which the most columns have values, and large ones, which rule out most sums.
    private static Rounded[] WithFirst(Rounded[] columns)
    {
        int rows = columns.Length == 0 ? 0 : columns[0].Values.Length;
        int[] first =
        [
            .. Enumerable
                .Range(0, rows)
                .OrderBy(row => columns.Count(column => double.IsNaN(column.Values[row])))
                .ThenByDescending(row => columns.Sum(column => double.MaxNumber(0, Math.Abs(column.Values[row]))))
                .Take(FirstRows),
        ];
        return Array.ConvertAll(
            columns,
            column => column with { First = Array.ConvertAll(first, row => column.Values[row]) }
        );
    }

    private static bool IsZero(Rounded[] columns, int signs, double most) =>
        CountZeros(Array.ConvertAll(columns, column => column.First), signs, most) >= 0
        && CountZeros(Array.ConvertAll(columns, column => column.Values), signs, most) >= MinRows;

    // The rows that have all columns; −1 if a sum of them is not 0.
    private static int CountZeros(double[][] columns, int signs, double most)
    {
        int known = 0;
        double[] first = columns[0];
        var (least, largest) = (new Vector<double>(-most), new Vector<double>(most));
        int row = 0;
        for (; row + Vector<double>.Count <= first.Length; row += Vector<double>.Count)
        {
            var sum = new Vector<double>(first, row);
            for (int i = 1; i < columns.Length; i++)
            {
                var value = new Vector<double>(columns[i], row);
                sum = (signs >> (i - 1) & 1) == 1 ? sum + value : sum - value;
            }

            if (Vector.GreaterThanAny(sum, largest) || Vector.LessThanAny(sum, least))
            {
                return -1;
            }

            known -= (int)Vector.Sum(Vector.Equals(sum, sum));
        }

        for (; row < first.Length; row++)
        {
            double sum = first[row];
            for (int i = 1; i < columns.Length; i++)
            {
                double value = columns[i][row];
                sum += (signs >> (i - 1) & 1) == 1 ? value : -value;
            }

            if (Math.Abs(sum) > most)
            {
                return -1;
            }

            known += double.IsNaN(sum) ? 0 : 1;
        }

        return known;
    }

    private static IEnumerable<int[]> Combinations(int from, int count, int first = 0) =>
        count == 0
            ?
            [
                [],
            ]
            : Enumerable
                .Range(first, Math.Max(0, from - first))
                .SelectMany(place => Combinations(from, count - 1, place + 1).Select(rest => (int[])[place, .. rest]));

    // Sums of more columns: least squares on all, then without those whose multiple is furthest from 1 and −1.
    private static IEnumerable<Sum> Fitted(Table sample, Rounded[] columns)
    {
        Rounded[] usable = Array.FindAll(
            columns,
            column => column.Values.Count(double.IsNaN) <= MaxMissing * column.Values.Length
        );
        int[] complete =
        [
            .. Enumerable
                .Range(0, sample.RowCount)
                .Where(row => Array.TrueForAll(usable, column => !double.IsNaN(column.Values[row])))
                .Take(Math.Max(FittedRows, RowsPerColumn * (usable.Length + 1))),
        ];
        if (usable.Length <= MostTried + 1 || complete.Length < RowsPerColumn * (usable.Length + 1))
        {
            yield break;
        }

        foreach (var target in usable.Where(column => column.Units >= MinUnits))
        {
            int[] others = [.. usable.Where(column => column != target).Select(column => column.Column)];
            var system = new LinearSystem(new(sample, target.Column, others, target.Places), complete);
            int[] left = system.Mattering(others);
            double[] multiples = left.Length > 0 ? system.Multiples(left) : [];
            while (Array.Exists(multiples, one => Math.Abs(Math.Abs(one) - 1) > NearOne))
            {
                int worst = multiples.Index().MaxBy(one => Math.Abs(Math.Abs(one.Item) - 1)).Index;
                left = [.. left.Where((_, i) => i != worst)];
                multiples = left.Length > 0 ? system.Multiples(left) : [];
            }

            Array.Sort(left, multiples);
            if (left.Length is > MostTried and <= MostParts)
            {
                Rounded[] all = [target, .. left.Select(column => usable.First(one => one.Column == column))];
                int signs = multiples.Index().Sum(one => one.Item < 0 ? 1 << one.Index : 0);
                if (IsZero(all, signs, ToleranceOf(all)))
                {
                    yield return new(all, [1, .. multiples.Select(one => -Math.Sign(one))]);
                }
            }
        }
    }

    // Whether a sum is 0 because its columns hardly differ, or have too few different rows, or exactly.
    private static bool IsNoise(Sum sum)
    {
        double most = ToleranceOf(sum.Columns);
        double[] totals = sum.Of((1 << sum.Columns.Length) - 1);
        int[] known = [.. Enumerable.Range(0, totals.Length).Where(row => !double.IsNaN(totals[row]))];
        int different = known
            .Select(row => string.Join(' ', sum.Columns.Select(column => column.Values[row])))
            .Distinct()
            .Take(MinRows)
            .Count();
        return different < MinRows
            || Array.TrueForAll(known, row => Math.Abs(totals[row]) < most * Noise)
            || Enumerable
                .Range(1, (1 << (sum.Columns.Length - 1)) - 1)
                .Any(some => !Changes(sum.Of(some), known, most));
    }

    // Whether values are far from their middle in enough rows.
    private static bool Changes(double[] values, int[] known, double most)
    {
        double[] sorted = [.. known.Select(row => values[row]).Order()];
        double middle = sorted[sorted.Length / 2];
        return sorted.Count(value => Math.Abs(value - middle) > MinChanges * most) >= MinChangedRows;
    }

    // What all others are added to comes first, then the largest.
    private static RoundedSumColumn? Rule(Table train, Sum sum, IReadOnlyList<TableRule> found)
    {
        int plus = sum.Signs.Count(sign => sign > 0);
        int alone =
            plus == 1 ? 1
            : sum.Signs.Length - plus == 1 ? -1
            : 0;
        double unit = sum.Columns.Min(column => column.Unit);
        foreach (
            int target in Enumerable
                .Range(0, sum.Signs.Length)
                .OrderByDescending(i => sum.Signs[i] == alone)
                .ThenByDescending(i => sum.Columns[i].Size)
        )
        {
            var column = sum.Columns[target];
            int[] parts = [.. Enumerable.Range(0, sum.Signs.Length).Where(i => i != target)];
            int[] signs = [.. parts.Select(part => -sum.Signs[part] * sum.Signs[target])];
            string name = train.Columns[column.Column].Name;
            if (
                column.Unit == unit
                && column.Units >= MinUnits
                && RuleSearch.IsOriginal(name, found)
                && !Array.Exists(
                    parts,
                    part => RuleSearch.Needs(train.Columns[sum.Columns[part].Column].Name, name, found)
                )
                && (signs.All(sign => sign > 0) || parts.All(part => !IsRestOf(sum, target, part)))
                && RoundedSumColumn.Create(
                    train,
                    column.Column,
                    [.. parts.Select(part => sum.Columns[part].Column)],
                    signs,
                    column.Places
                )
                    is { } rule
                && rule.UpTo > 0
                && rule.UpTo <= ToleranceOf(sum.Columns)
                && CanBeWritten(rule, train)
            )
            {
                return rule;
            }
        }

        return null;
    }

    // Whether a column is what nearly equal parts leave: a model's error in one is as large in the column.
    private static bool IsRestOf(Sum sum, int target, int part)
    {
        var (column, other) = (sum.Columns[target], sum.Columns[part]);
        return other.Spread > MaxSpread * column.Spread;
    }

    // A schema must be able to take the rule back.
    private static bool CanBeWritten(RoundedSumColumn rule, Table train) =>
        RuleText.Parse(rule.ToString(), [.. train.Columns.Select(column => column.Name)])
            is { Relation: RuleRelation.Equals, UpTo: { } most } read
        && read.Column == rule.Column
        && read.Parts.SequenceEqual(rule.Parts)
        && most == rule.UpTo;

    private static double ToleranceOf(Rounded[] columns) =>
        (columns.Length * 0.5 + Noise) * columns.Min(column => column.Unit);

    /// <summary>A column of rounded numbers.</summary>
    private sealed record Rounded(int Column, double[] Values, int Places, double Units)
    {
        /// <summary>The values of rows in which most columns have some.</summary>
        public double[] First { get; init; } = [];

        public double Unit { get; } = Math.Pow(10, -Places);

        /// <summary>The mean size.</summary>
        public double Size { get; } = Values.Where(double.IsFinite).Average(Math.Abs);

        /// <summary>The mean distance from the mean.</summary>
        public double Spread { get; } =
            Values.Where(double.IsFinite).Average() is var mean
                ? Values.Where(double.IsFinite).Average(value => Math.Abs(value - mean))
                : 0;

        public static Rounded? Of(Table rows, int column)
        {
            if (rows.Columns[column].Kind is not NumberKind || RoundedNumber.DecimalsOf(rows, column) is not { } places)
            {
                return null;
            }

            double[] values = rows.ColumnValues(column);
            double[] known = Array.FindAll(values, double.IsFinite);
            double units = known.Length == 0 ? 0 : (known.Max() - known.Min()) * Math.Pow(10, places);
            return units >= MinUnitsOfPart && known.Length >= MinRows ? new(column, values, places, units) : null;
        }
    }

    /// <summary>Columns whose sum, with signs, is 0 up to rounding.</summary>
    private sealed record Sum(Rounded[] Columns, int[] Signs)
    {
        /// <summary>The sum of some of the columns, a bit for each, in each row.</summary>
        public double[] Of(int some) =>
            [
                .. Enumerable
                    .Range(0, Columns[0].Values.Length)
                    .Select(row =>
                    {
                        double sum = 0;
                        for (int i = 0; i < Columns.Length; i++)
                        {
                            sum += (some >> i & 1) == 1 ? Signs[i] * Columns[i].Values[row] : 0;
                        }

                        return sum;
                    }),
            ];
    }
}
