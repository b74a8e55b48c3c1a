using Likeness.Data;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Modalities.Tables;

/// <summary>
/// Unknown cells that a known column is encoded relative to: models see no value of the end of a trip whose beginning is unknown, and would impute any beginning. What they sample in the column's place leaves the cell one value.
/// Of several proposals the one counts whose further columns, relative to that value, are most like what was sampled of them (approximate Bayesian computation, Pritchard et al. 1999).
/// </summary>
/// <param name="encoding">The encoding.</param>
/// <param name="sample">Imputes unknown cells: the numbers that models see, and the rows, without observed cells in their places; another seed gives others.</param>
internal sealed class PlacedParts(TableEncoding encoding, Func<Table, ulong, (Table Numbers, Table Rows)> sample)
{
    private const int Proposals = 4;
    private const int MaxProposals = 12; // of rows without a good one
    private const double GoodFit = 2;
    private const int MaxFirst = 4;

    // Where a cell lies says less than what follows from it.
    private const double OwnWeight = 0.1;

    // More than differences of any numbers are: a broken rule, a value beyond those of the data, or a column that is unknown still.
    private const double Misfit = 1000;

    /// <summary>Fills such cells.</summary>
    /// <param name="rows">Rows with the columns of the data; missing where unknown.</param>
    /// <param name="samples">How many times each row is filled.</param>
    /// <param name="seed">The seed of the first proposal.</param>
    /// <param name="step">What is added to it for each further one.</param>
    /// <returns>The rows, <paramref name="samples"/> times each, with more cells known; null where there is no such cell.</returns>
    public Table? Fill(Table rows, int samples, ulong seed, ulong step)
    {
        TableRule[] rules = [.. encoding.Rules.Where(rule => rule.PlacesParts)];
        var openRows = rules
            .Select(rule => (Rule: rule, Rows: IsOpen(rule)))
            .Where(one => one.Rows.Contains(true))
            .ToList();
        if (openRows.Count == 0)
        {
            return null;
        }

        TableRule[] open = [.. openRows.Select(one => one.Rule)];
        var known = rows.TakeRows([.. Enumerable.Range(0, rows.RowCount * samples).Select(row => row / samples)]);
        int[] which =
        [
            .. Enumerable.Range(0, known.RowCount).Where(row => openRows.Exists(one => one.Rows[row / samples])),
        ];
        double[] least = [.. Enumerable.Repeat(Misfit, known.RowCount)];
        var filled = known;
        for (int i = 0; i < MaxProposals && which.Length > 0; i++)
        {
            var given = known.TakeRows(which);
            var (numbers, sampled) = sample(given, seed + ((ulong)i * step));
            var before = encoding.ToUnknownNumbers(given);
            // What is known may break rules of its own.
            int[] broken = BrokenByKnown(given);
            foreach (var (placed, most) in Candidates(given, sampled, rules, open))
            {
                double[] misfits = Misfits((given, before, broken), placed, (numbers, sampled), rules);
                int[] better =
                [
                    .. Enumerable.Range(0, which.Length).Where(k => misfits[k] < Math.Min(least[which[k]], most)),
                ];
                filled = TableModel.Replaced(filled, [.. better.Select(k => which[k])], placed.TakeRows(better));
                Array.ForEach(better, k => least[which[k]] = misfits[k]);
            }

            which = i + 1 < Proposals ? which : Array.FindAll(which, row => least[row] > GoodFit);
        }

        return filled;

        bool[] IsOpen(TableRule rule)
        {
            int at = PlaceOf(rows, rule.Column);
            int[] parts = [.. rule.Needs.Select(name => PlaceOf(rows, name))];
            return
            [
                .. Enumerable
                    .Range(0, rows.RowCount)
                    .Select(row => IsKnown(rows, row, at) && Array.Exists(parts, part => !IsKnown(rows, row, part))),
            ];
        }
    }

    // A cell may follow from several columns: each rule is the first one once, and what it says is kept. Or the cells are as they were sampled.
    private static IEnumerable<(Table Placed, double MaxMisfit)> Candidates(
        Table given,
        Table sampled,
        TableRule[] rules,
        TableRule[] open
    )
    {
        foreach (int first in open.Take(MaxFirst).Select(rule => Array.IndexOf(rules, rule)))
        {
            yield return (
                Enumerable
                    .Range(first, rules.Length)
                    .Select(i => rules[i % rules.Length])
                    .Aggregate(given, (placed, rule) => rule.PlaceParts(placed, sampled)),
                Misfit
            );
        }

        int[] parts = [.. open.SelectMany(rule => rule.Needs).Distinct().Select(name => PlaceOf(given, name))];
        yield return (
            TableRule.Changed(
                given,
                (row, cells) =>
                    Array.ForEach(
                        parts,
                        part => cells[part][row] = IsKnown(given, row, part) ? cells[part][row] : sampled[row, part]
                    )
            ),
            GoodFit // without the known column, cells are right by chance only
        );
    }

    // How far what the placed cells say of the columns that models see is from what was sampled of them, in deviations, and how far the placed cells are from what was sampled of these.
    private double[] Misfits(
        (Table Rows, Table Numbers, int[] Broken) given,
        Table placed,
        (Table Numbers, Table Rows) sampled,
        TableRule[] rules
    )
    {
        var after = encoding.ToUnknownNumbers(placed);
        double[] misfits = [.. BrokenByKnown(placed).Zip(given.Broken, (count, before) => (count - before) * Misfit)];
        foreach (var rule in rules)
        {
            int seen = PlaceOf(after, rule.Column);
            int[] cells = [.. rule.Needs.Prepend(rule.Column).Select(name => PlaceOf(placed, name))];
            for (int row = 0; row < misfits.Length && seen >= 0; row++)
            {
                // So many months, say, as no row of the data has.
                bool isStrange =
                    double.IsNaN(after[row, seen]) && Array.TrueForAll(cells, one => IsKnown(placed, row, one));
                misfits[row] += isStrange ? Misfit : 0;
            }
        }

        for (int column = 0; column < after.Width; column++)
        {
            var transform = encoding.Transform.Columns[column];
            var distance = new Distance(sampled.Numbers.ColumnValues(column), transform.Levels > 0);
            for (int row = 0; row < misfits.Length; row++)
            {
                double value = after[row, column];
                if (double.IsNaN(given.Numbers[row, column]) && !double.IsNaN(value))
                {
                    misfits[row] += value < transform.Minimum || value > transform.Maximum ? Misfit : 0;
                    misfits[row] += distance.Of(value, sampled.Numbers[row, column]);
                }
            }
        }

        for (int column = 0; column < given.Rows.Width; column++)
        {
            var distance = new Distance(sampled.Rows.ColumnValues(column), !given.Rows.Columns[column].Kind.IsNumeric);
            for (int row = 0; row < misfits.Length; row++)
            {
                misfits[row] +=
                    !IsKnown(given.Rows, row, column) && IsKnown(placed, row, column)
                        ? OwnWeight * distance.Of(placed[row, column], sampled.Rows[row, column])
                        : 0;
            }
        }

        return misfits;
    }

    private int[] BrokenByKnown(Table rows) =>
        encoding.AllRules.BrokenByObserved(rows, (row, column) => IsKnown(rows, row, column));

    private static bool IsKnown(Table rows, int row, int column) => !rows.Columns[column].IsMissing(rows[row, column]);

    private static int PlaceOf(Table rows, string name) => rows.Columns.ToList().FindIndex(one => one.Name == name);

    // In deviations of the sampled values; levels differ, or do not.
    private readonly struct Distance
    {
        private readonly double deviation;
        private readonly bool areLevels;

        public Distance(double[] sampled, bool areLevels)
        {
            this.areLevels = areLevels;
            double[] values = Array.FindAll(sampled, double.IsFinite);
            double mean = values.DefaultIfEmpty().Average();
            double variance = values.Select(value => (value - mean) * (value - mean)).DefaultIfEmpty().Average();
            deviation = variance > 0 ? Math.Sqrt(variance) : 1;
        }

        public double Of(double value, double sampled) =>
            areLevels || double.IsNaN(sampled)
                ? value == sampled
                    ? 0
                    : 1
                : Math.Min(Math.Abs(value - sampled) / deviation, Misfit / 10);
    }
}
