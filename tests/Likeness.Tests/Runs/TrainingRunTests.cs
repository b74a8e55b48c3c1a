using System.Text.Json;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Models;

namespace Likeness.Tests.Runs;

public sealed class TrainingRunTests : IDisposable
{
    private static readonly RealNvpOptions Small = new()
    {
        Hidden = 16,
        Couplings = 2,
        Epochs = 12,
        BatchSize = 32,
    };

    private readonly TemporaryFolder folder = new();
    private readonly string data;

    public TrainingRunTests()
    {
        data = folder.At("arc.csv");
        WriteRows(Toy.Arc(300));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LeavesARunThatCanBeOpenedDrawnFromAndScored()
    {
        RunSummary? summary = null;
        var reports = new List<TrainingProgress>();
        using var run = TrainedModel.Train(Settings("a"), new Reports(reports), value => summary = value);
        Assert.Equal([210, 30, 60], summary!.Parts.Select(part => part.Count));
        Assert.Equal(0, summary.ResumedAfter);
        Assert.Equal(RunState.Finished, run.Record.State);
        Assert.Equal(summary.Parameters, run.Record.Parameters);
        Assert.NotNull(run.Record.BestEpoch);
        Assert.Equal(12, RunHistory.Read(run.Folder.HistoryFile).Count);
        Assert.True(File.Exists(run.Folder.BestFile));
        Assert.Equal(
            [RunPhase.Reading, RunPhase.Preparing, RunPhase.Training],
            reports.Select(report => report.Phase).Distinct()
        );
        Assert.All(
            [RunPhase.Reading, RunPhase.Preparing],
            phase => Assert.Contains(reports, report => report.Phase == phase && report.Fraction == 1)
        );
        Assert.Equal((12, 7), (summary.Epochs, summary.StepsPerEpoch));
        Assert.True(summary.Expected > TimeSpan.Zero);
        Assert.Equal((12, 12), (reports[^1].Epoch, reports[^1].Epochs));
        Assert.True(double.IsFinite(reports[^1].ValidationLoss));
        using var again = TrainedModel.Open(run.Folder.FullPath);
        Assert.Equal(run.Sample<Table>(30, 1).ToRowMajor(), again.Sample<Table>(30, 1).ToRowMajor());
        Assert.NotEqual(run.Sample<Table>(30, 1).ToRowMajor(), run.Sample<Table>(30, 2).ToRowMajor());
        var rows = run.As<TableModel>().LoadData().Test;
        Assert.Equal(rows.RowCount, run.As<TableModel>().Score(rows).LogDensity.Count);
        using var last = TrainedModel.Open(run.Folder.FullPath, RunWeights.Last);
        Assert.Equal(run.Record.BestEpoch == 12, Same(last.Sample<Table>(30, 1), run.Sample<Table>(30, 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(11)]
    public void AnInterruptedRunResumesToTheSameBytes(int epoch)
    {
        using (TrainedModel.Train(Settings("whole"))) { }

        using var source = new CancellationTokenSource();
        var stop = new Reports([], report => Stop(report, epoch, source));
        var error = Assert.Throws<RunInterruptedException>(() =>
            TrainedModel.Train(Settings("cut"), stop, _ => StopBeforeTheFirstStep(epoch, source), source.Token)
        );
        Assert.Equal(epoch, error.Epoch);
        Assert.Equal(RunState.Training, RunJson.Read(folder.At("cut/run.json")).State);
        using (TrainedModel.Resume(folder.At("cut"))) { }

        AssertSameRun("whole", "cut");
    }

    [Theory]
    [InlineData(OptimiserKind.Adamw)]
    [InlineData(OptimiserKind.Sgd)]
    [InlineData(OptimiserKind.Rmsprop)]
    [InlineData(OptimiserKind.Lion)]
    public void EveryOptimiserResumesToTheSameBytes(OptimiserKind optimiser)
    {
        // Every second epoch is a plateau: the learning rate also continues as if nothing had happened.
        var options = Small with
        {
            Optimiser = optimiser,
            WeightDecay = 0.01,
            Schedule = LearningRateSchedule.Plateau,
            DropAfter = 1,
            DropFactor = 0.7,
        };
        using (TrainedModel.Train(Settings("whole") with { Options = options })) { }

        using var source = new CancellationTokenSource();
        var stop = new Reports([], report => Stop(report, 5, source));
        Assert.Throws<RunInterruptedException>(() =>
            TrainedModel.Train(Settings("cut") with { Options = options }, stop, cancellationToken: source.Token)
        );
        using (TrainedModel.Resume(folder.At("cut"))) { }

        AssertSameRun("whole", "cut");
    }

    [Fact]
    public void ARunThatWasKilledBeforeItsFirstCheckpointBeginsAnew()
    {
        using (TrainedModel.Train(Settings("whole"))) { }

        Directory.CreateDirectory(folder.At("cut"));
        File.Copy(folder.At("whole/run.json"), folder.At("cut/run.json"));
        File.WriteAllText(folder.At("cut/.checkpoint.safetensors.tmp"), "half");
        using (TrainedModel.Resume(folder.At("cut"))) { }

        AssertSameRun("whole", "cut");
    }

    [Fact]
    public void AFinishedRunCanBeTrainedForLonger()
    {
        using (TrainedModel.Train(Settings("a"))) { }

        RunSummary? summary = null;
        using var longer = TrainedModel.Resume(folder.At("a"), epochs: 15, summary: value => summary = value);
        Assert.Equal(12, summary!.ResumedAfter);
        Assert.Equal(15, RunHistory.Read(longer.Folder.HistoryFile).Count);
        Assert.Equal(15, longer.Record.Options.GetProperty("epochs").GetInt32());
    }

    [Fact]
    public void AFinishedRunCanBeTrainedForATimeMore()
    {
        using (TrainedModel.Train(Settings("a"))) { }

        RunSummary? summary = null;
        var time = TimeSpan.FromSeconds(0.5);
        using var longer = TrainedModel.Resume(folder.At("a"), budget: time, summary: value => summary = value);
        Assert.True(summary!.Steps > 84);
        Assert.Equal(84, summary.ResumedAfterSteps);
        Assert.True(longer.Record.StepsTaken > 84);
        int[] parts = longer.Record.Options.GetProperty("trainSteps").Deserialize<int[]>()!;
        Assert.Contains(84, parts.Select((_, i) => parts.Take(i + 1).Sum()));
    }

    [Fact]
    public void ThreadsDoNotChangeTheBytes()
    {
        using (TrainedModel.Train(Settings("one"))) { }

        using (TrainedModel.Train(Settings("two") with { Threads = 2 })) { }

        AssertSameRun("one", "two");
    }

    [Fact]
    public void OtherDataIsNotTrainedOn()
    {
        using (TrainedModel.Train(Settings("a"))) { }

        WriteRows(Toy.Arc(300, seed: 2));
        var error = Assert.Throws<LikenessException>(() => TrainedModel.Resume(folder.At("a"), epochs: 20));
        Assert.Contains("the data differs from the run's data", error.Message);
    }

    [Fact]
    public void ADamagedCheckpointIsRefused()
    {
        using (TrainedModel.Train(Settings("a"))) { }

        string path = folder.At("a/checkpoint.safetensors");
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Assert.Contains(
            "corrupt or foreign checkpoint",
            Assert.Throws<LikenessException>(() => TrainedModel.Open(folder.At("a"))).Message
        );
        bytes.AsSpan(bytes.Length - 64).Fill(0xFF);
        File.WriteAllBytes(path, bytes);
        Assert.Contains(
            "not finite",
            Assert.Throws<LikenessException>(() => TrainedModel.Open(folder.At("a"))).Message
        );
    }

    [Fact]
    public void TheCheckpointOfAnotherModelIsRefused()
    {
        using (TrainedModel.Train(Settings("a"))) { }

        using (
            TrainedModel.Train(
                Settings("b") with
                {
                    Model = "vae",
                    Options = new Likeness.Models.Autoencoders.VaeOptions { Epochs = 1 },
                }
            )
        ) { }

        File.Copy(folder.At("b/checkpoint.safetensors"), folder.At("a/checkpoint.safetensors"), overwrite: true);
        Assert.Contains(
            "written by vae, not by realnvp",
            Assert.Throws<LikenessException>(() => TrainedModel.Open(folder.At("a"))).Message
        );
    }

    [Fact]
    public void ARunThatCannotBeginLeavesNothing()
    {
        var settings = Settings("a") with { Options = Small with { BatchSize = 0 } };
        Assert.Contains("BatchSize is 0", Assert.Throws<LikenessException>(() => TrainedModel.Train(settings)).Message);
        var one = DataSource.FromFiles(folder.Text("one.csv", "u,v\n1,2\n"));
        Assert.Throws<LikenessException>(() => TrainedModel.Train(Settings("a") with { Data = one, Holdout = 0 }));
        Assert.False(Directory.Exists(folder.At("a")));
    }

    [Fact]
    public void ADivergedRunSaysWhereAndKeepsItsLastGoodWeights()
    {
        var wild = Small with
        {
            Epochs = 500,
            LearningRate = 10,
            ScaleBound = 0,
            Averaging = 0,
            Schedule = LearningRateSchedule.Constant,
        };
        var error = Assert.Throws<LikenessException>(() => TrainedModel.Train(Settings("a") with { Options = wild }));
        Assert.Matches("the loss .* at step [0-9]+ .*column '[uvw]'.*LearningRate", error.Message);
        Assert.Equal(RunState.Diverged, RunJson.Read(folder.At("a/run.json")).State);
        using var run = TrainedModel.Open(folder.At("a"));
        Assert.Equal(3, run.Sample<Table>(10).Width);
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void ABudgetBecomesStepsWithWhichTheSameBytesCanBeHadAgain()
    {
        LongTest.Require();
        using var timed = TrainedModel.Train(Settings("timed") with { Budget = TimeSpan.FromSeconds(1) });
        var options = (RealNvpOptions)timed.Options;
        Assert.NotEmpty(options.TrainSteps);
        if (timed.Record.StepsTaken < options.TrainSteps.Sum())
        {
            // The machine was busier than when the steps were planned: the rest is trained without a budget.
            TrainedModel.Resume(folder.At("timed")).Dispose();
            return;
        }

        using var again = TrainedModel.Train(Settings("again") with { Options = options });
        Assert.Equal(
            File.ReadAllBytes(folder.At("timed/checkpoint.safetensors")),
            File.ReadAllBytes(folder.At("again/checkpoint.safetensors"))
        );
    }

    [Theory]
    [InlineData(LearningRateSchedule.Cosine)]
    [InlineData(LearningRateSchedule.Cooldown)]
    [InlineData(LearningRateSchedule.Plateau)]
    public void EpochsAreTheStepsThatTheyHave(LearningRateSchedule schedule)
    {
        var options = Small with { Schedule = schedule, WarmUp = 1, DropAfter = 1 };
        using (TrainedModel.Train(Settings("epochs") with { Options = options })) { }

        // 12 epochs of 7 steps; the warm-up is shorter than a tenth.
        using (TrainedModel.Train(Settings("steps") with { Options = options with { TrainSteps = [84] } })) { }

        Assert.Equal(
            File.ReadAllBytes(folder.At("epochs/checkpoint.safetensors")),
            File.ReadAllBytes(folder.At("steps/checkpoint.safetensors"))
        );
    }

    [Fact]
    public void ABudgetOfNoTimeIsRefused()
    {
        var settings = Settings("a") with { Budget = TimeSpan.Zero };
        Assert.Contains("budget", Assert.Throws<LikenessException>(() => TrainedModel.Train(settings)).Message);
    }

    [Fact]
    public void OtherColumnsAreNotScored()
    {
        using var run = TrainedModel.Train(Settings("a"));
        var other = new Table([new("u"), new("v"), new("z")], [1, 2, 3]);
        Assert.Contains(
            "no column 'w'",
            Assert.Throws<LikenessException>(() => run.As<TableModel>().Score(other)).Message
        );
    }

    [Fact]
    public void AGeneratedDatasetIsReadAgainWithAsManyRows()
    {
        var source = DataSource.Embedded("two-moons") with { DatasetRows = 60, DatasetSeed = 4 };
        using var run = TrainedModel.Train(Settings("toy") with { Data = source });
        Assert.Equal(60, run.As<TableModel>().LoadAll().RowCount);
        Assert.Equal(60, RunJson.Read(run.Folder.RunFile).Data.Source.DatasetRows);
    }

    [Fact]
    public void EmptyAndConstantColumnsAreNamedAndNotFatal()
    {
        string file = folder.Text(
            "incomplete.csv",
            "u,none,same,v\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * i % 17},,5,{i / 7.0}\n"))
        );
        RunSummary? summary = null;
        using var run = TrainedModel.Train(
            Settings("gaps") with
            {
                Data = DataSource.FromFiles(file),
            },
            summary: value => summary = value
        );
        Assert.Contains(summary!.Description.Table!.Rows, row => row[0] == "none" && row[1] == "empty");
        Assert.Equal(["u", "none", "same", "v"], run.Sample<Table>(3).Columns.Select(column => column.Name));
        Assert.Equal([5.0, 5, 5], run.Sample<Table>(3).ColumnValues(2));
        run.Evaluate();
        Assert.Contains("none", File.ReadAllText(run.Folder.ReportFile), StringComparison.Ordinal);
    }

    private RunSettings Settings(string name) =>
        new()
        {
            Model = "realnvp",
            Options = Small,
            Data = DataSource.FromFiles(data),
            OutputFolder = folder.At(name),
            Seed = 7,
            Threads = 1,
        };

    private void WriteRows(Table table) =>
        File.WriteAllLines(
            data,
            Enumerable
                .Range(0, table.RowCount)
                .Select(row => string.Join(",", table.Row(row).ToArray()))
                .Prepend("u,v,w")
        );

    private static void Stop(TrainingProgress report, int epoch, CancellationTokenSource source)
    {
        if (epoch > 0 && report.Phase == RunPhase.Training && report.Epoch >= epoch)
        {
            source.Cancel();
        }
    }

    private static void StopBeforeTheFirstStep(int epoch, CancellationTokenSource source)
    {
        if (epoch == 0)
        {
            source.Cancel();
        }
    }

    private static bool Same(Table a, Table b) => a.ToRowMajor().SequenceEqual(b.ToRowMajor());

    private void AssertSameRun(string expected, string actual)
    {
        string[] names = [.. Directory.GetFiles(folder.At(expected)).Select(path => Path.GetFileName(path)).Order()];
        Assert.Equal(names, Directory.GetFiles(folder.At(actual)).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(["best.safetensors", "checkpoint.safetensors", "history.csv", "run.json"], names);
        Assert.All(
            names,
            name =>
                Assert.Equal(
                    File.ReadAllBytes(folder.At($"{expected}/{name}")),
                    File.ReadAllBytes(folder.At($"{actual}/{name}"))
                )
        );
    }

    private sealed class Reports(List<TrainingProgress> reports, Action<TrainingProgress>? then = null)
        : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            reports.Add(value);
            then?.Invoke(value);
        }
    }
}
