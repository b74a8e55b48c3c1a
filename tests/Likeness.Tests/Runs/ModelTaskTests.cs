using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Models;

namespace Likeness.Tests.Runs;

/// <summary>The tasks of a trained model other than sampling, on a Gaussian with known results.</summary>
public sealed class ModelTaskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TrainedModel model;
    private readonly TableModel run;

    public ModelTaskTests()
    {
        CsvWriter.Write(folder.At("arc.csv"), Toy.Arc(1000));
        model = Start("gaussian", 0.2, 0.2);
        run = model.As<TableModel>();
    }

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void RanksPutTheMostUnusualRowFirst()
    {
        var rows = new Table([new("u"), new("v"), new("w")], [0, 0.6, 5, 9, 9, 90, 0, 0.6, 5, 0.5, 0.6, 5]);
        var ranking = run.Rank(rows);
        Assert.True(ranking.IsDensity);
        Assert.Equal(1, ranking.Ranks[1]);
        Assert.Equal(ranking.Ranks[0], ranking.Ranks[2]);
        Assert.Equal(run.Score(rows).LogDensity, ranking.Scores);
        Assert.Equal(
            ["log_density", "log_density_transformed", "rank", "outside"],
            ranking.ToTable().Columns.Select(column => column.Name)
        );
    }

    [Fact]
    public void AThresholdKeepsItsRateOfFalseAlarms()
    {
        // New rows of the same distribution: the flagged fraction is α within four standard errors of both samples.
        foreach (double rate in new[] { 0.05, 0.2 })
        {
            var ranking = run.Rank(Toy.Arc(4000, seed: 7), rate);
            double flagged = Enumerable.Range(0, 4000).Count(ranking.IsFlagged) / 4000.0;
            Assert.Equal(rate, flagged, 4 * Math.Sqrt(rate * (1 - rate) * ((1 / 200.0) + (1 / 4000.0))));
            Assert.Equal("flagged", ranking.ToTable().Columns[^2].Name);
        }

        Assert.True(run.Rank(new Table([new("u"), new("v"), new("w")], [9, 9, 90]), 0.01).IsFlagged(0));
    }

    [Fact]
    public void AThresholdThatValidationRowsCannotTellIsRefused()
    {
        var rows = Toy.Arc(5);
        var rare = Assert.Throws<LikenessException>(() => run.Rank(rows, 0.001));
        Assert.Contains("cannot be set with 200 validation examples (use 0.00498 or more", rare.Message);
        using var whole = Start("gaussian", 0, 0);
        Assert.Contains(
            "no validation examples",
            Assert.Throws<LikenessException>(() => whole.As<TableModel>().Rank(rows, 0.1)).Message
        );
    }

    [Fact]
    public void AModelWithoutADensityRanksByWhatStandsInForIt()
    {
        using var bootstrap = Start("bootstrap", 0.2, 0.2);
        var train = bootstrap.As<TableModel>().LoadData().Train;
        var rows = new Table(train.Columns, [.. train.Row(3), 9, 9, 90]);
        var ranking = bootstrap.As<TableModel>().Rank(rows, 0.1);
        Assert.False(ranking.IsDensity);
        Assert.Contains("nearest training row", ranking.Kind);
        Assert.Equal([2, 1], ranking.Ranks);
        Assert.Equal(0, ranking.Scores[0], 1e-12);
        Assert.False(ranking.IsFlagged(0));
        Assert.True(ranking.IsFlagged(1));
        Assert.Equal(["score", "rank", "flagged", "outside"], ranking.ToTable().Columns.Select(column => column.Name));
    }

    [Fact]
    public void CodesOfRowsMakeTheRowsAgain()
    {
        Assert.True(model.Can<ILatentSpace<Table>>());
        var rows = run.LoadData().Test;
        var codes = run.Encode(rows);
        Assert.Equal(rows.RowCount * run.LatentWidth, codes.Length);
        var back = run.Decode(codes, continuous: true);
        Assert.All(rows.ToRowMajor().Zip(back.ToRowMajor()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Equal(back.ToRowMajor(), run.Reconstruct(rows, continuous: true).ToRowMajor());
        Assert.Throws<LikenessException>(() => run.Encode(new Table([new("q")], [1])));
    }

    [Fact]
    public void ACodeIsNamedByRowValuesOrNumber()
    {
        var rows = run.LoadAll();
        float[] byNumber = run.LatentOf("3", () => rows);
        string values = string.Join(',', rows.Row(2).ToArray());
        Assert.Equal(byNumber, run.LatentOf(values, () => rows));
        Assert.Equal(run.SampleLatents(2, 5)[^3..], run.LatentOf("sample:2", () => rows, 5));
        foreach (string wrong in new[] { "0", "x", "1,2", "sample:0", "sample:x", "1,2,nan", "5000", "" })
        {
            Assert.Throws<LikenessException>(() => run.LatentOf(wrong, () => rows));
        }
    }

    [Fact]
    public void ATraversalChangesOneNumberAtATime()
    {
        var table = run.Traverse(new float[3], [0, 2], [-1, 0, 1], continuous: true);
        Assert.Equal(["latent", "value", "u", "v", "w"], table.Columns.Select(column => column.Name));
        Assert.Equal([1, 1, 1, 3, 3, 3], table.ColumnValues(0));
        Assert.Equal([-1, 0, 1, -1, 0, 1], table.ColumnValues(1));
        Assert.Equal(table.Row(1)[2..].ToArray(), table.Row(4)[2..].ToArray()); // the latent vector of zeros both times
        Assert.NotEqual(table.Row(0)[2..].ToArray(), table.Row(2)[2..].ToArray());
        Assert.Throws<LikenessException>(() => run.TraversePictures([0], [0, 1])); // no pixels
    }

    [Fact]
    public void ColumnsThatAreNotThereAreGaps()
    {
        var rows = new Table([new("w"), new("u")], [5, 0.5]);
        var (given, filled, kind) = run.Impute(new IncompleteTable(rows), samples: 4);
        Assert.Equal(1, given.MissingValues);
        Assert.Equal(["u", "v", "w"], filled.Columns.Select(column => column.Name));
        Assert.Equal([0.5, 0.5, 0.5, 0.5], filled.ColumnValues(0));
        Assert.Equal(4, filled.ColumnValues(1).Distinct().Count());
        Assert.Contains("exact", kind);
        var stranger = new IncompleteTable(new Table([new("uu")], [1]));
        Assert.Contains("did you mean u?", Assert.Throws<LikenessException>(() => run.Impute(stranger)).Message);
    }

    [Fact]
    public void WhatIsNotTrainedCannotBeChangedWhenARunIsOpened() =>
        Assert.Throws<LikenessException>(() =>
            TrainedModel.Open(model.Folder.FullPath, sampling: options => options with { Lambda = 0.1 })
        );

    private TrainedModel Start(string model, double holdout, double validation) =>
        TrainedModel.Train(
            new RunSettings
            {
                Model = model,
                Data = DataSource.FromFiles(folder.At("arc.csv")),
                OutputFolder = folder.At($"{model}-{holdout}"),
                Holdout = holdout,
                Validation = validation,
                Seed = 3,
                Threads = 1,
            }
        );
}
