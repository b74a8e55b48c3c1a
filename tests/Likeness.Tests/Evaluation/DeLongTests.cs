using Likeness.Compute.Cpu;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation;

/// <summary><see cref="RocCurveTests"/> compares the variance itself with NumPy's.</summary>
public sealed class DeLongTests
{
    [Fact]
    public void The_interval_holds_the_true_area_nine_times_in_ten()
    {
        // Two normal scores whose means differ by one: Φ(1/√2).
        const double truth = 0.7602499389065233;
        const int repeats = 400;
        int held = Enumerable.Range(0, repeats).Count(Holds);
        Assert.InRange(held / (double)repeats, 0.86, 0.94);

        static bool Holds(int repeat)
        {
            var random = new PhiloxRandom(11, (ulong)repeat);
            double[] negatives = [.. Enumerable.Range(0, 60).Select(_ => random.NextNormal())];
            double[] positives = [.. Enumerable.Range(0, 90).Select(_ => 1 + random.NextNormal())];
            Interval interval = DeLong.Interval(negatives, positives)!;
            return interval.Low <= truth && truth <= interval.High;
        }
    }

    [Fact]
    public void TheDifferenceOfTwoAreasHasAnIntervalOfItsOwn()
    {
        var random = new PhiloxRandom(12, 0);
        double[] scores = [.. Enumerable.Range(0, 200).Select(row => (row / 100) + random.NextNormal())];
        var (none, exact) = DeLong.Difference(scores, [scores, scores]);
        Assert.Equal((0, 0, 0), (none, exact.Low, exact.High));
        // Noise of the same rows: the difference varies less than either area.
        double[] near = Array.ConvertAll(scores, score => score + (0.1 * random.NextNormal()));
        var (small, narrow) = DeLong.Difference(scores, [near]);
        Assert.Equal(
            RocAuc.Compute(scores.AsSpan(0, 100), scores.AsSpan(100))
                - RocAuc.Compute(near.AsSpan(0, 100), near.AsSpan(100)),
            small,
            12
        );
        var alone = DeLong.Interval(scores.AsSpan(0, 100), scores.AsSpan(100))!;
        Assert.InRange(narrow.High - narrow.Low, 1e-4, 0.3 * (alone.High - alone.Low));
        // Each row twice under one subject says as much as once.
        double[] own = [.. Enumerable.Range(0, 200)];
        var twice = DeLong.Difference(Twice(scores), [Twice(near)], Twice(own));
        Assert.Equal((small, narrow.Low), (twice.Difference, twice.Interval.Low), Near);

        static double[] Twice(double[] all) => [.. all[..100], .. all[..100], .. all[100..], .. all[100..]];
    }

    private static readonly EqualityComparer<(double, double)> Near = EqualityComparer<(double, double)>.Create(
        (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-12
    );

    [Fact]
    public void Rows_of_one_subject_count_once()
    {
        double[] negatives = [1, 5, 2, 4, 3.5];
        double[] positives = [3, 6, 2.5, 7];
        double[] twice = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 0, 1, 2, 3];
        double[] own = [.. Enumerable.Range(0, 18)];
        double alone = DeLong.Variance(negatives, positives);
        (double[] n, double[] p) = ([.. negatives, .. negatives], [.. positives, .. positives]);
        Assert.Equal(alone, DeLong.Variance(n, p, twice), 12);
        Assert.Equal(DeLong.Variance(n, p), DeLong.Variance(n, p, own), 12);
    }

    [Fact]
    public void It_stays_within_0_and_1()
    {
        Assert.Equal(new Interval(1, 1), DeLong.Interval([1, 2], [3, 4]));
        Assert.Equal(1, DeLong.Interval([1, 2, 3], [2.5, 4, 5])!.High);
        Assert.Null(DeLong.Interval([1], [3, 4]));
    }
}
