using Likeness.Data;
using MathNet.Numerics;

namespace Likeness.Evaluation.Privacy;

/// <summary>Computes <see cref="AttributeDisclosure"/> for every column that varies.</summary>
internal static class DisclosureTest
{
    private const int MaxColumns = 30;
    private const int MaxTargets = 1000;
    private const int MaxDonors = 5000;

    // Of a standard deviation: a guess this near to a number is correct.
    private const double Tolerance = 0.05;

    /// <summary>The disclosures, the largest excess first; none without test rows or with a single column.</summary>
    public static IReadOnlyList<AttributeDisclosure> Compute(EvaluationData data)
    {
        if (data.Test is not { } test || data.Train.Width < 2)
        {
            return [];
        }

        int donors = Math.Min(MaxDonors, Math.Min(test.RowCount, data.Generated.RowCount));
        var random = data.Random(EvaluationStream.Disclosure);
        PointCloud targets = Taken(data.Train, MaxTargets);
        PointCloud generated = Taken(data.Generated, donors);
        PointCloud unseen = Taken(test, donors);
        int[] columns =
        [
            .. Enumerable.Range(0, targets.Width).Where(column => Varies(targets.Column(column))).Take(MaxColumns),
        ];
        var ofGenerated = LeaveOneOutNeighbours.Find(targets, generated, columns, data);
        var ofUnseen = LeaveOneOutNeighbours.Find(targets, unseen, columns, data);
        AttributeDisclosure[] found =
        [
            .. columns
                .Select(
                    (column, place) =>
                        Measure(
                            data.Train.Columns[column].Name,
                            Guesses(column, targets, generated, target => ofGenerated.Index(place, target)),
                            Guesses(column, targets, unseen, target => ofUnseen.Index(place, target))
                        )
                )
                .OrderBy(disclosure => disclosure.PValue),
        ];
        double corrected = 0;
        for (int i = 0; i < found.Length; i++)
        {
            corrected = Math.Max(corrected, Math.Min(1, (found.Length - i) * found[i].PValue));
            found[i] = found[i] with { PValue = corrected };
        }

        return [.. found.OrderByDescending(disclosure => disclosure.Excess)];

        PointCloud Taken(Table table, int most) =>
            data.Cloud(table).TakeRows(random.Permutation(table.RowCount).AsSpan(0, Math.Min(most, table.RowCount)));
    }

    private static AttributeDisclosure Measure(string name, bool[] first, bool[] second)
    {
        int better = first.Zip(second).Count(pair => pair.First && !pair.Second);
        int worse = first.Zip(second).Count(pair => !pair.First && pair.Second);
        return new AttributeDisclosure(
            name,
            first.Count(correct => correct) / (double)first.Length,
            second.Count(correct => correct) / (double)second.Length,
            AtLeast(better, better + worse)
        );
    }

    private static bool[] Guesses(int column, PointCloud targets, PointCloud donors, Func<int, int> nearest) =>
        [
            .. Enumerable
                .Range(0, targets.RowCount)
                .Select(row =>
                    IsCorrect(donors.Column(column)[nearest(row)], targets.Column(column)[row], targets.Measure(column))
                ),
        ];

    private static bool IsCorrect(double guess, double truth, ColumnMeasure measure) =>
        measure == ColumnMeasure.Level ? guess == truth
        : double.IsNaN(truth) || double.IsNaN(guess) ? double.IsNaN(truth) && double.IsNaN(guess)
        : Math.Abs(guess - truth) <= Tolerance;

    // Of this many fair coins, so many heads or more: the regularised incomplete beta function.
    private static double AtLeast(int heads, int coins) =>
        heads == 0 ? 1 : SpecialFunctions.BetaRegularized(heads, coins - heads + 1, 0.5);

    private static bool Varies(ReadOnlySpan<double> cells)
    {
        foreach (double cell in cells)
        {
            if (!cell.Equals(cells[0]))
            {
                return true;
            }
        }

        return false;
    }
}
