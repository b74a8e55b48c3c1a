using Likeness.Data;
using Likeness.Models;
using Likeness.Models.Autoencoders;
using Likeness.Models.Flows;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Models;
using Likeness.Training;
using Likeness.Training.Diagnosis;

namespace Likeness.Tests.Training.Diagnosis;

/// <summary>Trainings that go wrong on purpose, counted in steps, and what is said about each.</summary>
public sealed class FindingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ATrainingThatOverfitsStopsAndKeepsItsBest()
    {
        var options = new RealNvpOptions
        {
            Hidden = 64,
            Couplings = 4,
            BatchSize = 28,
            LearningRate = 0.01,
            Epochs = 2000,
            Schedule = LearningRateSchedule.Constant,
            Patience = 0,
        };
        using var run = Train("realnvp", options, Toy.Arc(40));
        var finding = Assert.Single(run.Record.Findings);
        Assert.Equal(FindingKind.Overfitting, finding.Kind);
        Assert.StartsWith($"overfitting from step {run.Record.BestStep} on", finding.Message);
        Assert.StartsWith($"--train-steps {run.Record.BestStep}", finding.Try);
        Assert.Contains("overfitting since step", run.Record.StopReason);
        Assert.True(run.Record.StepsTaken < 2000);
        Assert.True(run.Record.BestStep < run.Record.StepsTaken);
    }

    [Fact]
    public void ADeadLearningRateIsNamed()
    {
        var options = new RealNvpOptions
        {
            Hidden = 8,
            Couplings = 2,
            LearningRate = 1e-10,
            Epochs = 6,
            BatchSize = 64,
        };
        using var run = Train("realnvp", options, Toy.Arc(300));
        var finding = Assert.Single(run.Record.Findings);
        Assert.Equal(FindingKind.Stuck, finding.Kind);
        Assert.Contains("the learning rate of 1e-10 hardly moves the weights", finding.Message);
        Assert.Equal("--learning-rate 1e-8", finding.Try);
    }

    [Fact]
    public void ACollapsedPosteriorIsNamed()
    {
        // The divergence outweighs the reconstruction by far.
        var options = new VaeOptions
        {
            Beta = 100,
            Epochs = 30,
            BatchSize = 64,
        };
        using var run = Train("vae", options, Toy.Arc(300));
        var finding = Assert.Single(run.Record.Findings, finding => finding.Kind == FindingKind.PosteriorCollapse);
        Assert.Contains("posterior collapse: 0 of", finding.Message);
        Assert.Contains("--beta", finding.Try);
    }

    [Fact]
    public void ATrainingThatIsTooShortSaysWhatToTry()
    {
        var options = new RealNvpOptions
        {
            Hidden = 16,
            Couplings = 2,
            BatchSize = 32,
            TrainSteps = [30],
            ValidateEvery = 5,
            Schedule = LearningRateSchedule.Constant,
        };
        using var run = Train("realnvp", options, Toy.Arc(300));
        var finding = Assert.Single(run.Record.Findings);
        Assert.Equal(FindingKind.TooShort, finding.Kind);
        Assert.Contains("still falling fast at the end", finding.Message);
        Assert.Equal("--train-steps 90", finding.Try);
        Assert.Contains("longer would help (try --train-steps 90)", $"{finding}");
        var outcome = run.Evaluate();
        Assert.Equal(run.Record.Findings, outcome.Findings);
        Assert.Contains("too-short", File.ReadAllText(run.Folder.MetricsFile).Replace("tooShort", "too-short"));
        Assert.Contains("still falling fast", File.ReadAllText(run.Folder.ReportFile));
    }

    [Fact]
    public void AfterAStepNoCollapseIsSeen()
    {
        var options = ModelRegistry.Find("gan", typeof(Table)).DefaultOptions() with { TrainSteps = [1] };
        using var run = Train("gan", options, Toy.Arc(300));
        var finding = Assert.Single(run.Record.Findings);
        Assert.Equal(FindingKind.TooShort, finding.Kind);
        Assert.Contains("its samples say nothing after 1 step;", finding.Message);
    }

    [Fact]
    public void ATrainingThatWentWellIsNotComplainedOf()
    {
        var options = new RealNvpOptions
        {
            Hidden = 16,
            Couplings = 4,
            BatchSize = 64,
            Epochs = 60,
            LearningRate = 5e-3,
            Schedule = LearningRateSchedule.Cosine,
        };
        using var run = Train("realnvp", options, Toy.Arc(2000));
        Assert.Empty(run.Record.Findings);
    }

    [Fact]
    public void SamplesAreComparedWithTheDiversityOfTheData()
    {
        float[] data = [.. Toy.Arc(100).ToRowMajor().Select(value => (float)value)];
        Assert.Null(SampleDiagnosis.Find(data, data, 3));
        float[] same = [.. data.Select((_, i) => data[i % 3])];
        Assert.Equal(FindingKind.ConstantSamples, SampleDiagnosis.Find(same, data, 3)!.Kind);
        // Two modes far apart are as distant as the data on average.
        float[] modes = [.. data.Select((_, i) => data[(i / 3 % 2 * 150) + (i % 3)])];
        Assert.Equal(FindingKind.ModeCollapse, SampleDiagnosis.Find(modes, data, 3)!.Kind);
        Assert.Null(SampleDiagnosis.Find(data, same, 3)); // the data itself is constant
    }

    [Fact]
    public void ARisingValidationLossIsOverfittingOnlyIfItIsPlain()
    {
        Assert.True(EarlyStop.Overfits([.. Course(20, 30)], new EpochLoss(10, 0, 1) { Step = 10 }));
        Assert.False(EarlyStop.Overfits([.. Course(15, 30)], new EpochLoss(10, 0, 1) { Step = 10 })); // not long enough
        Assert.False(EarlyStop.Overfits([.. Course(40, 0.1)], new EpochLoss(10, 0, 1) { Step = 10 })); // not high enough
    }

    // Falls from 10 to 1 in ten points, and rises again.
    private static IEnumerable<EpochLoss> Course(int points, double rise) =>
        Enumerable
            .Range(1, points)
            .Select(i => new EpochLoss(i, 0, i <= 10 ? 11 - i : 1 + (rise * (i - 10) / 100) + (rise / 10))
            {
                Step = i,
            });

    private TrainedModel Train(string model, ModelOptions options, Table rows)
    {
        string data = folder.At("rows.csv");
        File.WriteAllLines(
            data,
            Enumerable.Range(0, rows.RowCount).Select(row => string.Join(",", rows.Row(row).ToArray())).Prepend("u,v,w")
        );
        return TrainedModel.Train(
            new RunSettings
            {
                Model = model,
                Options = options,
                Data = DataSource.FromFiles(data),
                OutputFolder = folder.At("run"),
                Seed = 7,
                Threads = 1,
            }
        );
    }
}
