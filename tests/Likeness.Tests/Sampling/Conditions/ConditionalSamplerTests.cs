using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Sampling.Conditions;
using Likeness.Testing;
using Likeness.Tests.Models;

namespace Likeness.Tests.Sampling.Conditions;

/// <summary>Every method of conditional sampling compared with the closed form of a Gaussian.</summary>
public sealed class ConditionalSamplerTests : IDisposable
{
    private const double Rho = 0.8;
    private readonly Trained gaussian = new("gaussian", Ellipse(4000), epochs: 1);

    public void Dispose() => gaussian.Dispose();

    [Theory]
    [InlineData(ConditionalMethod.Auto, ConditionalMethod.Native)]
    [InlineData(ConditionalMethod.Native, ConditionalMethod.Native)]
    [InlineData(ConditionalMethod.Importance, ConditionalMethod.Importance)]
    [InlineData(ConditionalMethod.Rejection, ConditionalMethod.Rejection)]
    public void AValueGivenLeavesTheConditionalOfTheRest(ConditionalMethod asked, ConditionalMethod used)
    {
        var found = Sample(gaussian, "u=13", 4000, new() { Method = asked });
        Assert.Equal(used, found.Method);
        Assert.Equal(4000, found.Rows.RowCount);
        Assert.All(found.Rows.ColumnValues(0), value => Assert.Equal(13, value));
        // u = 10 + 2a, v = ρa + √(1 − ρ²) b: v | u is N(ρ (u − 10) / 2, 1 − ρ²). Four standard errors, including those of the fit.
        var (mean, sd) = Moments(found.Rows.ColumnValues(1));
        Assert.Equal(Rho * 1.5, mean, 0.07);
        Assert.Equal(Math.Sqrt(1 - (Rho * Rho)), sd, 0.04);
        Assert.Contains("u = 13", found.Summary);
    }

    [Fact]
    public void ARareRangeIsHadByWeights()
    {
        // P(u > 17.5) = 9e-5: rejection would need 22 million samples for 2,000 rows.
        var found = Sample(gaussian, "u>17", 2000, new() { MaxSamples = 200_000 });
        Assert.Equal(ConditionalMethod.Importance, found.Method);
        Assert.All(found.Rows.ColumnValues(0), value => Assert.True(value > 17));
        // E[a | a > t] = φ(t) / (1 − Φ(t)) = 3.751 at t = 3.5.
        Assert.Equal(10 + (2 * 3.751), found.Rows.ColumnValues(0).Average(), 0.06);
        Assert.Equal(Rho * 3.751, found.Rows.ColumnValues(1).Average(), 0.12);
        Assert.Contains("effective sample size", found.Summary);
    }

    [Fact]
    public void ARangeIsHadByRejectionWhoseRateIsSaid()
    {
        var found = Sample(gaussian, "u>10", 3000, new());
        Assert.Equal(ConditionalMethod.Rejection, found.Method);
        Assert.InRange(found.AcceptanceRate, 0.45, 0.55);
        Assert.InRange(found.Rows.ColumnValues(0).Min(), 10, 10.1);
        Assert.Matches("4[0-9]\\.|5[0-9]\\.", found.Summary);
    }

    [Fact]
    public void WhatHardlyEverFitsIsSaidAndNotWaitedFor()
    {
        var settings = new ConditionalSettings { Method = ConditionalMethod.Rejection, MaxSamples = 5000 };
        var error = Assert.Throws<LikenessException>(() => Sample(gaussian, "u>17", 100, settings));
        Assert.Matches("only [0-9] of 5,120 samples satisfy .*100 rows were requested", error.Message);
    }

    /// <summary>P(u > 17.5) = 9e-5: of 200,000 samples, about 18 rows fit, so that 10 may be had and 200 may not.</summary>
    [Fact]
    public void WhatALimitWillNotSufficeForIsSaidLongBefore()
    {
        var settings = new ConditionalSettings { Method = ConditionalMethod.Rejection, MaxSamples = 2_000_000 };
        var error = Assert.Throws<LikenessException>(() => Sample(gaussian, "u>17", 20_000, settings));
        Assert.Matches("only [0-9]+ of 32,768 samples .*2,000,000 samples would hardly suffice", error.Message);
        Assert.Equal(10, Sample(gaussian, "u>17", 10, settings).Rows.RowCount);
    }

    [Fact]
    public void SlowSamplesAreFewer()
    {
        Assert.Equal(20_000, new ConditionalSettings().SamplesFor(200, areSlow: true));
        Assert.Equal(500_000, new ConditionalSettings().SamplesFor(500));
        Assert.Equal(7, new ConditionalSettings { MaxSamples = 7 }.SamplesFor(500, areSlow: true));
    }

    /// <summary>The last few rows take some more samples than a default limit.</summary>
    [Theory]
    [InlineData(90, 1000, false, false)]
    [InlineData(90, 1000, true, true)]
    [InlineData(70, 1000, false, true)]
    [InlineData(99, 2000, false, true)]
    [InlineData(2, 400, false, true)]
    [InlineData(20, 400, false, false)]
    [InlineData(20, 400, true, false)]
    public void ALimitEndsWhereTheRestIsFar(int accepted, int samples, bool isFirm, bool ends) =>
        Assert.Equal(ends, new SampleLimit(1000, isFirm).Ends(100, accepted, samples));

    /// <summary>Where hardly a row is accepted, the samples made are the progress.</summary>
    [Fact]
    public void ProgressRisesWithoutAnyAcceptedRow()
    {
        var fractions = new List<double>();
        using var sampler = new Sampler(gaussian.State.Chosen, gaussian.Transform, workers: null);
        using var found = new ConditionalSampler(gaussian.State.Chosen, gaussian.Transform, sampler, null).Sample(
            10,
            ConditionSet.Parse("u>18", gaussian.Transform),
            new() { Method = ConditionalMethod.Rejection, MaxSamples = 2560 },
            seed: 3,
            continuous: false,
            fractions.Add,
            CancellationToken.None
        );
        Assert.Throws<LikenessException>(() => found.ToSample());
        Assert.Equal([.. Enumerable.Range(1, 10).Select(chunk => chunk / 10.0)], fractions);
    }

    [Fact]
    public void AModelWithoutTheMeansSaysSo()
    {
        using var vae = new Trained("vae", Ellipse(100), epochs: 1);
        foreach (var method in new[] { ConditionalMethod.Native, ConditionalMethod.Importance })
        {
            if (method == ConditionalMethod.Importance || vae.State.Model is not IImputer)
            {
                var error = Assert.Throws<LikenessException>(() => Sample(vae, "u>9", 5, new() { Method = method }));
                Assert.Contains(method.ToString().ToLowerInvariant(), error.Message);
            }
        }
    }

    [SkippableFact]
    public void AFlowsConditionalIsThatOfItsDensity()
    {
        LongTest.Require();
        // The conditional of v at u = 1, integrated on a fine grid of the flow's own density.
        using var flow = new Trained("realnvp", Toy.Arc(2000), epochs: 15);
        var found = Sample(flow, "u=0.5, w=5", 3000, new());
        Assert.Equal(ConditionalMethod.Importance, found.Method);
        double[] places = [.. Enumerable.Range(0, 4001).Select(i => -2 + (i / 1000.0))];
        var rows = new Table([new("u"), new("v"), new("w")], [.. places.SelectMany(place => new[] { 0.5, place, 5 })]);
        using var scorer = new Scorer(flow.State.Chosen, flow.Transform, seed: 1);
        double[] density = [.. scorer.Score(rows).LogDensity.Select(Math.Exp)];
        double total = density.Sum();
        double mean = places.Zip(density, (place, p) => place * p).Sum() / total;
        double sd = Math.Sqrt(places.Zip(density, (place, p) => (place - mean) * (place - mean) * p).Sum() / total);
        var (foundMean, foundSd) = Moments(found.Rows.ColumnValues(1));
        Assert.Equal(mean, foundMean, 5 * sd / Math.Sqrt(3000));
        Assert.InRange(foundSd / sd, 0.9, 1.1);
    }

    [Fact]
    public void GridValuesKeepToTheirGridAndCells()
    {
        using var dice = new Trained("gaussian", Toy.Dice(500), epochs: 1);
        foreach (
            var method in new[] { ConditionalMethod.Native, ConditionalMethod.Importance, ConditionalMethod.Rejection }
        )
        {
            var found = Sample(dice, "first=4, four=4, second>=4", 300, new() { Method = method });
            Assert.Equal(300, found.Rows.RowCount);
            for (int row = 0; row < 300; row++)
            {
                Assert.Equal([4, 4], found.Rows.Row(row)[..2].ToArray());
                Assert.Contains(found.Rows[row, 2], Enumerable.Range(4, 6).Select(k => (double)k));
            }
        }

        var raw = Sample(dice, "first=4", 100, new() { Method = ConditionalMethod.Rejection }, continuous: true).Rows;
        Assert.All(raw.ColumnValues(0), value => Assert.InRange(value, 3.5, 4.5));
        Assert.Contains(raw.ColumnValues(0), value => value != 4);
    }

    [Fact]
    public void TheWaysAgreeOnAGrid()
    {
        using var dice = new Trained("gaussian", Toy.Dice(500), epochs: 1);
        double[] means =
        [
            .. new[] { ConditionalMethod.Native, ConditionalMethod.Importance, ConditionalMethod.Rejection }.Select(
                method => Sample(dice, "first=4", 3000, new() { Method = method }).Rows.ColumnValues(2).Average()
            ),
        ];
        Assert.All(means, mean => Assert.Equal(means[2], mean, 0.15));
    }

    [Fact]
    public void TheSameSeedGivesTheSameRowsAndFewerAreTheBeginningOfMore()
    {
        foreach (var method in new[] { ConditionalMethod.Native, ConditionalMethod.Rejection })
        {
            var settings = new ConditionalSettings { Method = method, Tolerance = 0.05 };
            double[] many = Sample(gaussian, "u=11", 700, settings).Rows.ToRowMajor();
            Assert.Equal(many, Sample(gaussian, "u=11", 700, settings).Rows.ToRowMajor());
            Assert.Equal(many[..20], Sample(gaussian, "u=11", 10, settings).Rows.ToRowMajor());
        }
    }

    [Theory]
    [InlineData(ConditionalMethod.Native)]
    [InlineData(ConditionalMethod.Rejection)]
    public void RowsAreSampledWhileTheyAreRead(ConditionalMethod method)
    {
        var fractions = new List<double>();
        using var pool = new WorkerPool(1);
        using var sampler = new Sampler(gaussian.State.Chosen, gaussian.Transform, pool);
        var settings = new ConditionalSettings { Method = method, Tolerance = 0.05 };
        using var found = new ConditionalSampler(gaussian.State.Chosen, gaussian.Transform, sampler, pool).Sample(
            2000,
            ConditionSet.Parse("u=11", gaussian.Transform),
            settings,
            seed: 3,
            continuous: false,
            fractions.Add,
            CancellationToken.None
        );
        Assert.Equal(0, found.Summary.Samples);
        var (first, rows) = found.Rows.Peek();
        Assert.InRange(first.RowCount, 256, 511);
        Assert.InRange(fractions[^1], 0.1, 0.3);
        var parts = rows.Parts.ToList();
        Assert.All(parts, part => Assert.InRange(part.RowCount, 1, 511));
        Assert.Equal(1, fractions[^1]);
        // The whole is the same as at once, and so is its account.
        var whole = Sample(gaussian, "u=11", 2000, settings);
        Assert.Equal(whole.Rows.ToRowMajor(), parts.SelectMany(part => part.ToRowMajor()));
        Assert.Equal(whole with { Rows = first }, found.Summary.With(first));
    }

    private static ConditionalSample Sample(
        Trained trained,
        string conditions,
        int count,
        ConditionalSettings settings,
        bool continuous = false
    )
    {
        using var pool = new WorkerPool(1);
        using var sampler = new Sampler(trained.State.Chosen, trained.Transform, pool);
        using var found = new ConditionalSampler(trained.State.Chosen, trained.Transform, sampler, pool).Sample(
            count,
            ConditionSet.Parse(conditions, trained.Transform),
            settings,
            seed: 3,
            continuous,
            _ => { },
            CancellationToken.None
        );
        return found.ToSample();
    }

    private static Table Ellipse(int rows)
    {
        var random = new PhiloxRandom(5, 0);
        var values = new double[2 * rows];
        for (int i = 0; i < rows; i++)
        {
            double a = random.NextNormal();
            values[2 * i] = 10 + (2 * a);
            values[(2 * i) + 1] = (Rho * a) + (Math.Sqrt(1 - (Rho * Rho)) * random.NextNormal());
        }

        values[0] = 20; // so that the support includes the requested values
        return new Table([new("u"), new("v")], values);
    }

    private static (double Mean, double Sd) Moments(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}
