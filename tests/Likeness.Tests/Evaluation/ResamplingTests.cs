using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation;

/// <summary>Intervals, baselines and p-values have their stated coverage.</summary>
public sealed class ResamplingTests
{
    private const int Trials = 40;

    [Fact]
    public void Nine_intervals_of_ten_hold_the_true_distance()
    {
        int held = Enumerable
            .Range(0, Trials)
            .Count(trial =>
            {
                // Unit normals 0.7 apart: the distance between the distributions is 0.7.
                MetricResult result = Assert.Single(
                    new Wasserstein().Compute(Data(trial, rows: 200, width: 1, shift: 0.7))
                );
                return result.Interval!.Low <= 0.7 && 0.7 <= result.Interval.High;
            });
        Assert.InRange(held, (int)(0.78 * Trials), (int)(0.99 * Trials));
    }

    [Fact]
    public void A_fraction_of_none_has_the_exact_interval()
    {
        var recall = Assert.Single(new Recall().Compute(Data(trial: 1, rows: 12, width: 1, shift: 50)));
        Assert.Equal((0, 0), (recall.Value, recall.Interval!.Low));
        Assert.Equal(1 - Math.Pow(0.05, 1 / 12.0), recall.Interval.High, 1e-12); // of 12 rows: 22 %
    }

    [Theory]
    [InlineData("MMD")]
    [InlineData("Energy distance")]
    [InlineData("Sliced Wasserstein")]
    [InlineData("KL divergence")]
    [InlineData("Coverage")]
    [InlineData("Wasserstein-2 (exact)")]
    public void The_floor_is_where_fresh_real_samples_fall(string name)
    {
        IMetric metric = MetricRegistry.All.Single(known => known.Name == name);
        int inside = Enumerable
            .Range(0, Trials)
            .Count(trial =>
            {
                MetricResult result = metric.Compute(Data(trial, rows: 120, width: 2, shift: 0, test: true))[0];
                return result.Baseline!.Low <= result.Value && result.Value <= result.Baseline.High;
            });
        Assert.InRange(inside, (int)(0.7 * Trials), Trials);
    }

    [Theory]
    [InlineData(240, 60)]
    [InlineData(180, 120)]
    [InlineData(120, 120)]
    [InlineData(100, 300)]
    public void The_baseline_of_two_samples_has_their_proportion(int real, int generated)
    {
        var settings = new EvaluationSettings { Resamples = 10, BaselineRepeats = 40 };
        int inside = Enumerable
            .Range(0, Trials)
            .Count(trial =>
            {
                var rows = Samples.Gaussian(real + generated, (ulong)trial + 100, 2);
                var data = new EvaluationData(
                    rows.TakeRows([.. Enumerable.Range(0, real)]),
                    null,
                    rows.TakeRows([.. Enumerable.Range(real, generated)]),
                    settings with
                    {
                        Seed = (ulong)trial,
                    }
                );
                MetricResult result = new Coverage().Compute(data)[0];
                return result.Baseline!.Low <= result.Value;
            });
        Assert.InRange(inside, (int)(0.8 * Trials), Trials);
    }

    [Fact]
    public void P_values_are_small_by_chance_as_often_as_they_say_and_always_for_different_samples()
    {
        double[] alike =
        [
            .. Enumerable.Range(0, Trials).Select(trial => PValue(Data(trial, rows: 100, width: 2, shift: 0))),
        ];
        Assert.InRange(alike.Count(p => p <= 0.2), 2, (int)(0.4 * Trials));
        Assert.InRange(alike.Average(), 0.35, 0.65);
        Assert.All(
            Enumerable.Range(0, 10),
            trial => Assert.InRange(PValue(Data(trial, rows: 100, width: 2, shift: 0.8)), 0, 0.05)
        );
    }

    [Fact]
    public void Quantiles_are_those_of_numpy()
    {
        double[] sorted = [1, 2, 4, 8];
        Assert.Equal(1.15, Spread.Quantile(sorted, 0.05), 1e-12);
        Assert.Equal(3, Spread.Quantile(sorted, 0.5), 1e-12);
        Assert.Equal(8, Spread.Quantile(sorted, 1), 1e-12);
    }

    private static double PValue(EvaluationData data) => Assert.Single(new UnbiasedMmd().Compute(data)).PValue!.Value;

    private static EvaluationData Data(int trial, int rows, int width, double shift, bool test = false)
    {
        Table real = Samples.Gaussian(2 * rows, (ulong)(3 * trial) + 100, width);
        return new EvaluationData(
            real.TakeRows([.. Enumerable.Range(0, rows)]),
            test ? real.TakeRows([.. Enumerable.Range(rows, rows)]) : null,
            Samples.Gaussian(rows, (ulong)(3 * trial) + 101, width, shift),
            new EvaluationSettings
            {
                Resamples = 100,
                BaselineRepeats = 40,
                Permutations = 99,
                Directions = 16,
                Seed = (ulong)trial,
            }
        );
    }
}
