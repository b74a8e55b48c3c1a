using System.Collections.Concurrent;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Sampling;
using Likeness.Testing;
using Likeness.Tests.Data;
using Likeness.Tests.Models.Densities;

namespace Likeness.Tests.Models;

/// <summary>
/// Property tests of the density of every registered table model with its prior: it is finite for any row, and integrates to 1.
/// </summary>
public sealed class DensityPropertyTests
{
    private static readonly ConcurrentDictionary<(string Name, string Rows), Lazy<Trained>> Models = new();

    // Integers, a constant, a normal column, a fraction of 1, and a heavy tail.
    private static readonly Table Mixed = new Table(
        [new("whole"), new("same"), new("normal"), new("fraction"), new("tail")],
        [.. MixedRows(150)]
    ).OnGrids();

    public static TheoryData<string> Densities => [.. LongTest.Some(QuickModel.Names)];

    public static TheoryData<string> Smooth =>
        [.. LongTest.Some(QuickModel.Names.Where(name => !QuickModel.IsPiecewise(name)))];

    /// <summary>Of 1,000 new pixels of π, a few are a grid step outside the range of the training rows.</summary>
    [SkippableTheory]
    [MemberData(nameof(Densities))]
    public void NewRowsOfPiHaveFiniteDensities(string name)
    {
        LongTest.Require();
        var pi = new PiDataset().Load(seed: 0, rows: 1600);
        var bare = new Table([.. pi.Columns.Select(column => new Column(column.Name))], pi.ToRowMajor());
        var train = bare.TakeRows([.. Enumerable.Range(0, 600)]);
        var schema = Schema.Detect(train);
        using var trained = new Trained(name, schema.Apply(train), epochs: 2, options: QuickModel.Options(name));
        var scores = Score(trained, schema.Apply(bare.TakeRows([.. Enumerable.Range(600, 1000)])));
        Assert.InRange(scores.Range!.OutsideRows, 1, 50);
        Assert.Equal(0, scores.Range.OffGrid);
        Assert.All(scores.LogDensity, value => Assert.True(double.IsFinite(value)));
        Assert.True(scores.LogDensity.Min() > -100);
    }

    [Theory]
    [MemberData(nameof(Densities))]
    public void RowsFarFromAllTrainingRowsHaveThemToo(string name)
    {
        double[] typical = [20, 4, 0.1, 0.5, 1];
        var rows = new List<double>();
        foreach (int column in Enumerable.Range(0, typical.Length))
        {
            foreach (double value in new[] { -1, 41, 20.5, 1e3, -1e3, 1e6, -1e6, 1e300, -1e300, 0, double.Epsilon })
            {
                double[] row = [.. typical];
                row[column] = value;
                rows.AddRange(row);
            }
        }

        rows.AddRange([1e5, 1e5, 1e5, 1e5, 1e5, -1e300, 1e300, -1e300, 1e300, -1e300]);
        var scores = Score(OfMixed(name), new Table(Mixed.Columns, [.. rows]));
        Assert.All(scores.LogDensity, value => Assert.True(double.IsFinite(value)));
        Assert.True(scores.LogDensity[^2] < Score(OfMixed(name), Mixed).LogDensity.Average() - 20);
    }

    [Theory]
    [MemberData(nameof(Densities))]
    public void InsideTheRangeThePriorCostsNextToNothing(string name)
    {
        var trained = OfMixed(name);
        var scores = Score(trained, Mixed);
        Assert.Equal(0, scores.Range!.OutsideRows);
        var alone = new Likeness.Data.Transforms.DataTransform(trained.Transform.Columns);
        using var scorer = new Scorer(trained.State.Chosen, alone, seed: 1);
        double cost = Math.Log(1 - trained.Transform.PriorMass);
        Assert.All(
            scorer.Score(Mixed).LogDensity.Zip(scores.LogDensity),
            pair => Assert.True(pair.Second >= pair.First + cost - 1e-9)
        );
    }

    [Fact]
    public void DamagedWeightsAreNotHiddenByThePrior()
    {
        using var trained = new Trained("maf", Mixed, epochs: 1, options: QuickModel.Options("maf"));
        foreach (var parameter in trained.State.Chosen.Parameters)
        {
            parameter.Values.Fill(float.NaN);
        }

        var error = Assert.Throws<LikenessException>(() => Score(trained, Mixed));
        Assert.Contains("its weights are damaged", error.Message);
    }

    /// <summary>Along all of ℝ: v = centre + scale · tan. Piecewise densities are integrated in SamplesFollowDensityTests.</summary>
    [SkippableTheory]
    [MemberData(nameof(Smooth))]
    public void TheDensityOfOneColumnIntegratesToOne(string name)
    {
        LongTest.Require();
        const int Points = 16_384;
        var random = new PhiloxRandom(3, 0);
        double[] values = [.. Enumerable.Range(0, 200).Select(i => (i % 2 * 3) + (0.5 * random.NextNormal()))];
        using var trained = new Trained(
            name,
            new Table([new("v")], values),
            epochs: 8,
            options: QuickModel.Options(name)
        );
        double[] slopes = new double[Points];
        double[] places = new double[Points];
        for (int i = 0; i < Points; i++)
        {
            double t = Math.Tan(Math.PI * (((i + 0.5) / Points) - 0.5));
            (places[i], slopes[i]) = (1.5 + t, Math.PI * (1 + (t * t)) / Points);
        }

        var scores = Score(trained, new Table([new("v")], places));
        Assert.Equal(1, scores.LogDensity.Zip(slopes, (log, slope) => Math.Exp(log) * slope).Sum(), 0.01);
    }

    /// <summary>
    /// Six integers and a constant: the density over the bins, each evenly subdivided, and over those without training rows.
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Densities))]
    public void TheProbabilitiesOfAGridAddUpToOne(string name)
    {
        LongTest.Require();
        const int Cuts = 1024;
        var random = new PhiloxRandom(4, 0);
        double[] values =
        [
            .. Enumerable
                .Range(0, 300)
                .SelectMany(_ => new double[] { 3 + Math.Min(random.NextInt(6), random.NextInt(6)), 5 }),
        ];
        var train = new Table([new("die"), new("five")], values).OnGrids();
        using var trained = new Trained(name, train, epochs: 8, options: QuickModel.Options(name));
        double[] places = [.. Enumerable.Range(2 * Cuts, 8 * Cuts).Select(i => ((i + 0.5) / Cuts) - 0.5)];
        double[] others = [.. Enumerable.Range(-300, 302).Concat(Enumerable.Range(10, 300)).Select(i => (double)i)];
        var scores = Score(trained, new Table(train.Columns, [.. places.SelectMany(place => new[] { place, 5 })]));
        var rest = Score(trained, new Table(train.Columns, [.. others.SelectMany(place => new[] { place, 5 })]));
        double sum = scores.LogDensity.Sum(log => Math.Exp(log) / Cuts) + rest.LogDensity.Sum(Math.Exp);
        Assert.Equal(1, sum, 0.01);
    }

    private static Trained OfMixed(string name) =>
        Models
            .GetOrAdd(
                (name, "mixed"),
                _ => new(() => new Trained(name, Mixed, epochs: 2, options: QuickModel.Options(name)))
            )
            .Value;

    private static RowScores Score(Trained trained, Table rows)
    {
        using var scorer = new Scorer(trained.State.Chosen, trained.Transform, seed: 1);
        return scorer.Score(rows);
    }

    private static IEnumerable<double> MixedRows(int rows)
    {
        var random = new PhiloxRandom(9, 0);
        for (int i = 0; i < rows; i++)
        {
            double[] row =
            [
                random.NextInt(41),
                4,
                random.NextNormal(),
                random.NextDouble(),
                Math.Exp(2 * random.NextNormal()),
            ];
            foreach (double value in row)
            {
                yield return value;
            }
        }
    }
}
