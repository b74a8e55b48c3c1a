using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Interop;
using Likeness.Models;
using Likeness.Models.Trees;
using Likeness.Models.Trees.Linear;
using Likeness.Tests.House;
using Likeness.Trees;

namespace Likeness.Tests.Models.Trees;

/// <summary>Linear predictors are scikit-learn's ridge regression (tests/golden/linear_predictor.py), and trees split on them.</summary>
public sealed class LinearPredictorTests
{
    private const int Items = 8;

    private static readonly Golden Table = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/linear_predictor.json"),
        JsonSerializerOptions.Web
    )!;

    private static readonly ModelDimension[] Dimensions =
    [
        new("size", 30),
        new("weight"),
        new("kind", 3) { IsCategory = true },
        new("target"),
    ];

    [Fact]
    public void SumsAreThoseOfRidgeRegression()
    {
        var (rows, fitted) = Fitted();
        float[] sums = fitted.Predictor.Sums(column => rows.Bins[column], rows.Count);
        Assert.All(sums.Zip(Table.Predicted), pair => Assert.Equal(pair.Second, pair.First, 2e-4));
    }

    /// <summary>A tree would trust the sum of a row by itself more than that of a new row.</summary>
    [Fact]
    public void TrainingRowsHaveTheSumsOfOtherFolds()
    {
        var (rows, (predictor, bins)) = Fitted();
        Assert.InRange(bins.Zip(Table.LeftOut).Count(pair => pair.First == predictor.Bin(pair.Second)), 140, 150);
        float[] own = predictor.Sums(column => rows.Bins[column], rows.Count);
        Assert.True(bins.Zip(own).Count(pair => pair.First == predictor.Bin(pair.Second)) < 100);
    }

    [Fact]
    public void WhatOthersDoNotSayHasNone()
    {
        var random = new PhiloxRandom(1, 0);
        float[][] columns =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(_ => (float[])[.. Enumerable.Range(0, 500).Select(_ => (float)random.NextNormal())]),
        ];
        var rows = CodedRows.Create(
            columns,
            [.. "abcd".Select(name => new ModelDimension($"{name}"))],
            new Pieces(null)
        );
        Assert.Null(LinearFit.Create(rows, [0, 1, 2, 3], new Pieces(null))!.Fit(3));
    }

    /// <summary>The sum of eight independent answers, which few splits on single ones tell; also after a checkpoint.</summary>
    [Fact]
    public void SamplesFollowASumOfManyColumns()
    {
        const int Rows = 1500;
        const int Width = Items + 1;
        var random = new PhiloxRandom(4, 0);
        float[] rows = new float[Rows * Width];
        for (int i = 0; i < rows.Length; i += Width)
        {
            for (int item = 0; item < Items; item++)
            {
                rows[i + item] = random.NextInt(5);
                rows[i + Items] += rows[i + item];
            }

            rows[i + Items] += (float)random.NextNormal();
        }

        var space = new ModelSpace(
            [.. Enumerable.Range(0, Items).Select(item => new ModelDimension($"item {item}", 5)), new("sum")],
            Rows
        );
        using var model = new SequentialTrees(new(), space);
        model.Fit(new FitRows(rows, default, 1, null, _ => { }, CancellationToken.None));
        using var restored = new SequentialTrees(new(), space);
        string path = Path.GetTempFileName();
        try
        {
            new SafetensorsFile(model.ToTensors()).Write(path);
            restored.FromTensors(SafetensorsFile.Read(path));
        }
        finally
        {
            File.Delete(path);
        }

        float[] sampled = new float[4000 * Width];
        model.SampleRows(1, 0, sampled);
        float[] again = new float[sampled.Length];
        restored.SampleRows(1, 0, again);
        Assert.Equal(sampled, again);
        double error = 0;
        for (int i = 0; i < sampled.Length; i += Width)
        {
            double rest = sampled[i + Items] - sampled.AsSpan(i, Items).ToArray().Sum();
            error += rest * rest / 4000;
        }

        // The noise has 1; trees that split on single answers leave more than 12.
        Assert.InRange(error, 0.8, 2.5);
    }

    private static (CodedRows Rows, (LinearPredictor Predictor, byte[] Bins) Fitted) Fitted()
    {
        float[][] columns = [Table.Size, Table.Weight, Table.Kind, Table.Target];
        // Each value has its own code.
        ColumnLevels[] levels =
        [
            .. columns.Zip(Dimensions, (column, dimension) => ColumnLevels.Create(column, dimension).With(null)),
        ];
        var rows = CodedRows.Create(columns, levels, new Pieces(null));
        return (rows, LinearFit.Create(rows, [0, 1, 2, 3], new Pieces(null))!.Fit(3)!.Value);
    }

    private sealed record Golden(
        float[] Size,
        float[] Weight,
        float[] Kind,
        float[] Target,
        float[] Predicted,
        float[] LeftOut
    );
}
