using Likeness.Compute.Cpu;
using Likeness.Sampling;

namespace Likeness.Tests.Sampling;

/// <summary>p-values of rows like the reference rows are uniform, and small for rows of low density or with one value that does not fit.</summary>
public sealed class ConformalTypicalityTests
{
    private const int Columns = 12;

    [Fact]
    public void PValuesOfRowsLikeTheReferenceAreUniform()
    {
        double[] p = [.. Enumerable.Range(0, 40).SelectMany(seed => PValues(seed, 199, 100))];
        foreach (double rate in (double[])[0.01, 0.05, 0.2, 0.5])
        {
            // 40 sets of reference rows: each has its own rate, with a deviation of √(rate (1 − rate) / 199).
            double deviation = Math.Sqrt(rate * (1 - rate) * ((1.0 / 199 / 40) + (1.0 / p.Length)));
            double found = p.Count(one => one <= rate) / (double)p.Length;
            Assert.InRange(found, rate - (4 * deviation), rate + (4 * deviation));
        }
    }

    [Fact]
    public void OneValueThatDoesNotFitMakesARowUnusual()
    {
        var (surprisals, logs) = Rows(1, 500);
        var typicality = new ConformalTypicality(surprisals, logs);
        var (others, logsOfOthers) = Rows(2, 3);
        others[7][1] = 14; // the largest of 6,000 reference values is about 8
        logsOfOthers[2] = -60;
        var ranks = typicality.Of(others, logsOfOthers);
        Assert.Equal(1.0 / 501, ranks.PValues[1], 1e-12);
        Assert.Equal(1.0 / 501, ranks.PValues[2], 1e-12);
        Assert.InRange(ranks.PValues[0], 0.05, 1);
        Assert.InRange(ranks.Columns[7][1], 0, 1);
        Assert.All(
            Enumerable.Range(0, Columns).Where(column => column != 7),
            at => Assert.True(ranks.Columns[at][1] > 1)
        );
        // Rows that break a rule have no density.
        logsOfOthers[0] = double.NegativeInfinity;
        Assert.Equal(0, typicality.Of(others, logsOfOthers).Order.Order().ToArray()[0], 2e-3);
    }

    [Fact]
    public void ValuesThatAreGivenCountForNothing()
    {
        var (surprisals, logs) = Rows(1, 300);
        surprisals[3] = [.. surprisals[3].Select(_ => double.NaN)];
        var typicality = new ConformalTypicality(surprisals, logs);
        var (others, logsOfOthers) = Rows(3, 2);
        others[3] = [1000, double.NaN];
        var ranks = typicality.Of(others, logsOfOthers);
        Assert.All(ranks.Columns[3], rank => Assert.Equal(double.PositiveInfinity, rank));
    }

    private static double[] PValues(int seed, int reference, int count)
    {
        var (surprisals, logs) = Rows((ulong)(2 * seed) + 10, reference);
        var (others, logsOfOthers) = Rows((ulong)(2 * seed) + 11, count);
        return new ConformalTypicality(surprisals, logs).Of(others, logsOfOthers).PValues;
    }

    // Exponential surprisals, and a density that they are a part of.
    private static (double[][] Surprisals, double[] Logs) Rows(ulong seed, int count)
    {
        var random = new PhiloxRandom(seed, 0);
        double[][] surprisals =
        [
            .. Enumerable
                .Range(0, Columns)
                .Select(_ => Enumerable.Range(0, count).Select(_ => -1 - Math.Log(1 - random.NextDouble())).ToArray()),
        ];
        return (
            surprisals,
            [.. Enumerable.Range(0, count).Select(row => random.NextNormal() - (surprisals.Sum(one => one[row]) / 4))]
        );
    }
}
