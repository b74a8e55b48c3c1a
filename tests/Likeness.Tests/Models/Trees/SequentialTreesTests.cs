using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Transforms;
using Likeness.Interop;
using Likeness.Models;
using Likeness.Models.Trees;
using Likeness.Models.Trees.Boosted;

namespace Likeness.Tests.Models.Trees;

/// <summary>Mixed tables with missing values: probabilities add up to 1, samples follow them, and imputed values follow the conditional.</summary>
public sealed class SequentialTreesTests
{
    private const int Colours = 3;
    private const int Sizes = 4;

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void ProbabilitiesOfAllRowsAddUpToOne(string name)
    {
        using var model = Fitted(name, Small(400));
        double[] logs = LogDensities(model, AllRows());
        Assert.Equal(1, logs.Sum(Math.Exp), 1e-9);
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void SamplesFollowTheProbabilities(string name)
    {
        const int Count = 60_000;
        using var model = Fitted(name, Small(400));
        float[] all = AllRows();
        double[] expected = Array.ConvertAll(LogDensities(model, all), Math.Exp);
        var sampled = new float[Count * 3];
        ((IRowSampler)model).SampleRows(7, 0, sampled);
        var counts = new double[expected.Length];
        for (int row = 0; row < Count; row++)
        {
            counts[Index(sampled.AsSpan(row * 3, 3))]++;
        }

        // The background of 1 in 402 rows for each column is not sampled.
        double variation = counts.Zip(expected, (count, p) => Math.Abs((count / Count) - p)).Sum() / 2;
        Assert.InRange(variation, 0, 0.02);
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void ImputedValuesFollowTheConditional(string name)
    {
        const int Count = 20_000;
        using var model = Fitted(name, Small(400));
        float[] given = [.. Enumerable.Repeat(new[] { 0f, 0f, 2f }, Count).SelectMany(row => row)];
        float[] known = [.. Enumerable.Repeat(new[] { 0f, 0f, 1f }, Count).SelectMany(row => row)];
        ((IRowImputer)model).ImputeRows(3, 0, given, known, given);
        float[] all = AllRows();
        double[] p = Array.ConvertAll(LogDensities(model, all), Math.Exp);
        double total = 0;
        var expected = new double[p.Length];
        for (int i = 0; i < p.Length; i++)
        {
            expected[i] = all[(i * 3) + 2] == 2 ? p[i] : 0;
            total += expected[i];
        }

        var counts = new double[p.Length];
        for (int row = 0; row < Count; row++)
        {
            counts[Index(given.AsSpan(row * 3, 3))]++;
        }

        double variation = counts.Zip(expected, (count, one) => Math.Abs((count / Count) - (one / total))).Sum() / 2;
        Assert.InRange(variation, 0, 0.03);
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void MissingnessThatDependsOnAnotherColumnIsLearned(string name)
    {
        using var model = Fitted(name, Small(2000));
        var sampled = new float[3 * 5000];
        ((IRowSampler)model).SampleRows(1, 0, sampled);
        double[] missing = [.. Enumerable.Range(0, Colours).Select(colour => MissingRate(sampled, colour))];
        Assert.Equal(0.6, missing[1], 0.08);
        Assert.Equal(0, missing[0], 0.03);
    }

    [Fact]
    public void AMixedTableGoesToModelSpaceAndBack()
    {
        Column[] columns =
        [
            new("colour") { Kind = new CategoryKind(["red", "green", "blue"]), Missing = "" },
            new("weight", new Grid(0.5, 0.25, 9)) { Missing = "NA" },
            new("length"),
            new("same", new Grid(4, 1, 1)),
        ];
        double nan = double.NaN;
        double[][] cells =
        [
            [0, 1, nan, 2, 1],
            [0.5, nan, 2.5, 1.25, 0.75],
            [0.1, 7.25, -3.5, 2.125, 1000],
            [4, 4, 4, 4, 4],
        ];
        var table = Table.FromColumns(columns, cells);
        var transform = DataTransform.Fit(table, new TreesOptions().ToTransformSettings());
        var again = DataTransform.FromJson(transform.ToJson());
        var z = new float[5 * 3];
        again.Forward(table, [0, 1, 2, 3, 4], z);
        Assert.True(float.IsNaN(z[6]));
        var back = again.Inverse(z);
        for (int column = 0; column < columns.Length; column++)
        {
            for (int row = 0; row < 5; row++)
            {
                Assert.Equal(cells[column][row], back[row, column], 1e-4);
            }
        }

        var space = ModelSpace.Create(again, 5);
        Assert.Equal([true, false, false], space.Dimensions.Select(dimension => dimension.IsCategory));
        Assert.Equal([true, true, false], space.Dimensions.Select(dimension => dimension.MayBeMissing));
        Assert.Equal([3, 9, 0], space.Dimensions.Select(dimension => dimension.Bins));
    }

    private static double MissingRate(float[] rows, int colour)
    {
        var sizes = rows.Chunk(3).Where(row => row[0] == colour).Select(row => row[1]).ToList();
        return sizes.Count(float.IsNaN) / (double)sizes.Count;
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void AStoredModelSamplesTheSameRows(string name)
    {
        using var model = Fitted(name, Small(900));
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            new SafetensorsFile(((IStoredArrays)model).ToTensors()).Write(path);
            using var again = New(name, 900);
            ((IStoredArrays)again).FromTensors(SafetensorsFile.Read(path));
            Assert.Equal(Sampled(model, 500), Sampled(again, 500));
            Assert.Equal(LogDensities(model, AllRows()), LogDensities(again, AllRows()));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void RowsDoNotDependOnHowTheyAreSampled(string name)
    {
        using var model = Fitted(name, Small(900));
        float[] together = Sampled(model, 100);
        var one = new float[3];
        for (int row = 0; row < 100; row++)
        {
            ((IRowSampler)model).SampleRows(7, row, one);
            Assert.Equal(together[(row * 3)..((row + 1) * 3)], one);
        }
    }

    [Fact]
    public void TheFitDoesNotDependOnTheNumberOfThreads()
    {
        using var alone = Fitted("boosted-trees", Small(900));
        using var workers = new WorkerPool(3);
        using var together = Fitted("boosted-trees", Small(900), workers);
        Assert.Equal(LogDensities(alone, AllRows()), LogDensities(together, AllRows()));
    }

    [Fact]
    public void CellsOfANumberFollowItsConditionalDistribution()
    {
        const int Rows = 3000;
        var random = new PhiloxRandom(4, 0);
        var rows = new float[Rows * 2];
        for (int i = 0; i < rows.Length; i += 2)
        {
            rows[i] = (float)random.NextNormal();
            rows[i + 1] = (rows[i] * rows[i]) + (0.1f * (float)random.NextNormal());
        }

        using var model = new SequentialBoostedTrees(new(), new ModelSpace([new("x"), new("y")], Rows));
        model.Fit(new FitRows(rows, default, 1, null, _ => { }, CancellationToken.None));
        var sampled = new float[Rows * 2];
        ((IRowSampler)model).SampleRows(1, 0, sampled);
        double error = 0;
        for (int i = 0; i < sampled.Length; i += 2)
        {
            error += Math.Abs(sampled[i + 1] - (sampled[i] * sampled[i])) / Rows;
        }

        // The noise alone has a mean of 0.08.
        Assert.InRange(error, 0.06, 0.2);
    }

    private static float[] Sampled(GenerativeModel model, int rows)
    {
        var sampled = new float[rows * 3];
        ((IRowSampler)model).SampleRows(7, 0, sampled);
        return sampled;
    }

    private static GenerativeModel New(string name, int rows)
    {
        ModelDimension[] dimensions =
        [
            new("colour", Colours) { IsCategory = true },
            new("size", Sizes) { MayBeMissing = true },
            new("kind", 3) { IsCategory = true, MayBeMissing = true },
        ];
        var space = new ModelSpace(dimensions, rows);
        return name == "trees"
            ? new SequentialTrees(new TreesOptions(), space)
            : new SequentialBoostedTrees(new SequentialBoostedTreesOptions(), space);
    }

    /// <summary>Only a validation row misses a value: samples do not.</summary>
    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void WhatNoTrainingRowMissesIsNotMissing(string name)
    {
        var random = new PhiloxRandom(6, 0);
        float[] rows = [.. Enumerable.Range(0, 400).Select(_ => (float)random.NextNormal())];
        float[] validation = [.. Enumerable.Range(0, 40).Select(i => i % 10 == 3 ? float.NaN : rows[i])];
        var space = new ModelSpace([new("x"), new("y")], rows.Length / 2);
        using GenerativeModel model =
            name == "trees" ? new SequentialTrees(new(), space) : new SequentialBoostedTrees(new(), space);
        ((IFitted)model).Fit(new FitRows(rows, validation, 1, null, _ => { }, CancellationToken.None));
        var sampled = new float[10_000];
        ((IRowSampler)model).SampleRows(1, 0, sampled);
        Assert.DoesNotContain(sampled, float.IsNaN);
    }

    private static GenerativeModel Fitted(string name, float[] rows, WorkerPool? workers = null)
    {
        var model = New(name, rows.Length / 3);
        ((IFitted)model).Fit(new FitRows(rows, default, 1, workers, _ => { }, CancellationToken.None));
        return model;
    }

    // Sizes of the second colour are often missing; the kind follows colour and size, and is sometimes missing.
    private static float[] Small(int rows)
    {
        var random = new PhiloxRandom(2, 0);
        var values = new float[rows * 3];
        for (int i = 0; i < values.Length; i += 3)
        {
            int colour = random.NextInt(Colours);
            int size = Math.Min(random.NextInt(Sizes), random.NextInt(Sizes));
            values[i] = colour;
            values[i + 1] = colour == 1 && random.NextDouble() < 0.6 ? float.NaN : size;
            values[i + 2] =
                random.NextDouble() < 0.1 ? float.NaN
                : random.NextDouble() < 0.7 ? (colour + size) % 3
                : random.NextInt(3);
        }

        return values;
    }

    private static float[] AllRows() =>
        [
            .. Enumerable
                .Range(0, Colours)
                .SelectMany(colour =>
                    Enumerable
                        .Range(0, Sizes + 1)
                        .SelectMany(size =>
                            Enumerable
                                .Range(0, 4)
                                .SelectMany(kind =>
                                    new[] { colour, size < Sizes ? size : float.NaN, kind < 3 ? kind : float.NaN }
                                )
                        )
                ),
        ];

    private static int Index(ReadOnlySpan<float> row) =>
        ((((int)row[0] * (Sizes + 1)) + (float.IsNaN(row[1]) ? Sizes : (int)row[1])) * 4)
        + (float.IsNaN(row[2]) ? 3 : (int)row[2]);

    private static double[] LogDensities(GenerativeModel model, float[] rows)
    {
        var logs = new double[rows.Length / 3];
        ((IRowDensity)model).LogDensities(rows, logs);
        return logs;
    }
}
