using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Models.Flows;
using Likeness.Models.Trees;
using Likeness.Runs;
using Likeness.Sampling;
using Likeness.Testing;
using Likeness.Tests.Models;

namespace Likeness.Tests.Runs;

/// <summary>Runs on a table in memory leave nothing behind, unless a folder is asked for.</summary>
public sealed class InMemoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Table table = Toy.Arc(300);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ATemporaryFolderGoesWithTheModel()
    {
        string place;
        using (var model = await TrainedModel.TrainAsync(Settings()))
        {
            place = model.Folder.FullPath;
            Assert.Equal("boosted-trees", model.Record.Model);
            Assert.NotNull(model.Evaluate().Verdict);
            Assert.Equal(table.Columns.Select(c => c.Name), model.Sample<Table>(5).Columns.Select(c => c.Name));
            Assert.True(File.Exists(model.Folder.ReportFile));
        }

        Assert.False(Directory.Exists(place));
    }

    /// <summary>A schema declares kinds and rules of a table in memory, as of a file.</summary>
    [Fact]
    public async Task ASchemaIsForTablesInMemoryToo()
    {
        int[] ratings = [.. Enumerable.Range(0, 200).Select(i => 1 + (i * i % 5))];
        var reviews = Table.FromArrays(
            ("rating", ratings),
            ("low", ratings.Select(rating => rating * 2.5).ToArray()),
            ("high", ratings.Select((rating, i) => (rating * 2.5) + (i % 7)).ToArray())
        );
        string schema = folder.At("schema.json");
        File.WriteAllText(
            schema,
            "{\"version\":1,\"columns\":[{\"name\":\"rating\",\"kind\":\"category\"}],\"rules\":[\"low ≤ high\"]}"
        );
        var data = DataSource.FromTable(reviews) with { Schema = schema };
        using var model = await TrainedModel.TrainAsync(Settings() with { Data = data, Model = "trees" });
        Assert.Equal("category", model.As<TableModel>().Encoding.Columns[0].Kind.Name);
        Assert.Equal("number", model.As<TableModel>().Encoding.Columns[1].Kind.Name);
        Assert.Equal(["low ≤ high"], model.As<TableModel>().Encoding.Rules.Select(rule => rule.ToString()));

        File.WriteAllText(schema, "{\"version\":1,\"columns\":[{\"name\":\"ratng\",\"kind\":\"category\"}]}");
        string refusal = (
            await Assert.ThrowsAsync<LikenessException>(() => TrainedModel.TrainAsync(Settings() with { Data = data }))
        ).Message;
        Assert.Contains("ratng", refusal);
        Assert.Contains("rating", refusal);
    }

    [Fact]
    public async Task FilesBesideATableInMemoryAreRefused()
    {
        var data = DataSource.FromTable(table) with { Files = ["other.csv"] };
        Assert.Equal(
            "the data are both in memory and the file other.csv (give one of them)",
            (
                await Assert.ThrowsAsync<LikenessException>(() =>
                    TrainedModel.TrainAsync(Settings() with { Data = data })
                )
            ).Message
        );
    }

    [Fact]
    public async Task ADisposedModelIsOfNoUse()
    {
        var model = await TrainedModel.TrainAsync(Settings() with { Model = "trees" });
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Sample<Table>(5));
        Assert.Throws<ObjectDisposedException>(() => model.SampleRows(5));
        Assert.Throws<ObjectDisposedException>(() => model.Evaluate());
        model.Dispose();
    }

    [Fact]
    public async Task EvaluationsAtOnceGiveTheSame()
    {
        using var model = await TrainedModel.TrainAsync(Settings());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => model.Evaluate())));
        Assert.Single(outcomes.Select(outcome => outcome.Verdict!.Reason).Distinct());
        Assert.True(File.Exists(model.Folder.ReportFile));
    }

    [Fact]
    public async Task WhatIsObservedStaysWhateverIsImputed()
    {
        var people = Enumerable
            .Range(0, 300)
            .Select(i => new Person($"K{i:000}", 100 + (i % 17), $"level {i % 3}", i % 5 == 0 ? null : i % 29));
        using var model = await TrainedModel.TrainAsync(
            Settings() with
            {
                Model = "trees",
                Data = DataSource.FromTable(Table.FromRecords(people)),
            }
        );
        Person[] odd =
        [
            new("new", 1e6, "level 1", null),
            new("K001", 101, "brand-new", null),
            new("K002", 103, null, 20),
        ];
        var given = new IncompleteTable(Table.FromRecords(odd));
        var (_, sampled, _) = model.As<TableModel>().Impute(given);
        var (_, estimated, _) = model.As<TableModel>().ImputePoint(given, PointEstimate.Median, samples: 5);
        foreach (var filled in new[] { sampled, estimated })
        {
            var read = filled.ToRecords<Person>().ToList();
            Assert.Equal(odd.Select(one => (one.Key, one.X)), read.Select(one => (one.Key, one.X)));
            Assert.Equal(["level 1", "brand-new"], read.Take(2).Select(one => one.Level));
            Assert.StartsWith("level", read[2].Level, StringComparison.Ordinal);
            Assert.Equal(20, read[2].Y);
            Assert.All(read, one => Assert.NotNull(one.Y));
        }
    }

    [Fact]
    public void NoTableIsNoData()
    {
        Assert.Throws<ArgumentNullException>(() => DataSource.FromTable(null!));
        Assert.Throws<ArgumentNullException>(() => TrainedModel.Train(null!));
    }

    private sealed record Person(string Key, double X, string? Level, double? Y);

    [Fact]
    public async Task ASavedModelEvaluatesOnTheSameTableOnly()
    {
        double[] expected;
        using (var model = await TrainedModel.TrainAsync(Settings()))
        {
            expected = model.Sample<Table>(20, seed: 3).ToRowMajor();
            model.Save(folder.At("kept"));
            Assert.Throws<LikenessException>(() => model.Save(folder.At("kept")));
        }

        using var again = TrainedModel.Open(folder.At("kept"));
        Assert.Equal(expected, again.Sample<Table>(20, seed: 3).ToRowMajor());
        Assert.Contains("table in memory", Assert.Throws<LikenessException>(() => again.Evaluate()).Message);
        using var other = TrainedModel.Open(folder.At("kept"), data: DataSource.FromTable(Toy.Arc(301)));
        Assert.Contains("differs", Assert.Throws<LikenessException>(() => other.Evaluate()).Message);
        using var same = TrainedModel.Open(folder.At("kept"), data: DataSource.FromTable(table));
        Assert.NotNull(same.Evaluate().Verdict);
    }

    [Fact]
    public async Task ARunGoesOnWithItsTableGivenAgain()
    {
        var settings = Settings() with
        {
            Model = "realnvp",
            Options = new RealNvpOptions
            {
                Couplings = 2,
                Hidden = 8,
                Epochs = 3,
            },
            OutputFolder = folder.At("kept"),
        };
        using (var first = await TrainedModel.TrainAsync(settings)) { }
        Assert.Contains(
            "table in memory",
            Assert.Throws<LikenessException>(() => TrainedModel.Resume(folder.At("kept"), epochs: 8)).Message
        );
        var other = DataSource.FromTable(Toy.Arc(301));
        Assert.Contains(
            "differs",
            Assert
                .Throws<LikenessException>(() => TrainedModel.Resume(folder.At("kept"), epochs: 8, data: other))
                .Message
        );
        using var longer = TrainedModel.Resume(folder.At("kept"), epochs: 8, data: DataSource.FromTable(table));
        Assert.Equal(8, RunHistory.Read(longer.Folder.HistoryFile).Count);
        Assert.NotNull(longer.Evaluate().Verdict);
    }

    [Fact]
    public void ACancelledRunLeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        string? place = null;
        var settings = Settings() with { Model = "realnvp" };
        var error = Assert.Throws<OperationCanceledException>(() =>
            TrainedModel.Train(
                settings,
                summary: run =>
                {
                    place = run.Folder;
                    stop.Cancel();
                },
                cancellationToken: stop.Token
            )
        );
        Assert.IsNotType<RunInterruptedException>(error);
        Assert.NotNull(place);
        Assert.False(Directory.Exists(place));
    }

    [Fact]
    public void AFolderIsUsedWhenAsked()
    {
        using (TrainedModel.Train(Settings() with { OutputFolder = folder.At("run") })) { }

        Assert.True(File.Exists(folder.At("run/run.json")));
    }

    [Fact]
    public void OptionsOfAnotherModelAreRefused()
    {
        var error = Assert.Throws<LikenessException>(() =>
            TrainedModel.Train(Settings() with { Model = "gmm", Options = new TreesOptions() })
        );
        Assert.Contains("not TreesOptions", error.Message);
    }

    private RunSettings Settings() => new() { Data = DataSource.FromTable(table), Threads = 1 };
}
