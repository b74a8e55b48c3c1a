using Likeness.Evaluation;
using Likeness.Modalities;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Runs;

/// <summary>Runs of models that are fitted in one go.</summary>
public sealed class FittedRunTests
{
    [Theory]
    [InlineData("gaussian")]
    [InlineData("bootstrap")]
    public void ARunIsFittedJudgedAndResumedWithoutAChartOfItsLoss(string model)
    {
        using var folder = new TemporaryFolder();
        string place = folder.At("run");
        var seen = new List<TrainingProgress>();
        using (var run = TrainedModel.Train(Settings(model, place), new Inline(seen.Add)))
        {
            Assert.Equal(RunState.Finished, run.Record.State);
            Assert.True(run.Record.Parameters > 0);
            run.Evaluate(new EvaluationRequest { Samples = 100 });
        }

        Assert.Contains(seen, report => report is { Phase: RunPhase.Training, Epoch: 1, Epochs: 1 });
        Assert.Single(RunHistory.Read(RunFolder.Open(place).HistoryFile));
        string report = File.ReadAllText(RunFolder.Open(place).ReportFile);
        Assert.DoesNotContain("<section id=\"training\">", report);
        Assert.DoesNotContain("learning rate", report);
        byte[] before = File.ReadAllBytes(RunFolder.Open(place).CheckpointFile);
        TrainedModel.Resume(place).Dispose();
        Assert.Equal(before, File.ReadAllBytes(RunFolder.Open(place).CheckpointFile));
    }

    [Theory]
    [InlineData("two-moons", 1.007585)]
    [InlineData("pi", null)]
    public void TheEntropyIsSaidWhereTheDensityIsKnown(string dataset, double? entropy)
    {
        using var folder = new TemporaryFolder();
        var data = new DataSource { Dataset = dataset, DatasetRows = 200 };
        using var run = TrainedModel.Train(Settings("gaussian", folder.At("run")) with { Data = data });
        Assert.Equal(entropy, ((EvaluationReport)run.Evaluate().Details).Likelihood!.Entropy);
        Assert.Equal(
            entropy,
            ReportJson.Parse<EvaluationReport>(File.ReadAllText(run.Folder.MetricsFile)).Likelihood!.Entropy
        );
        string page = File.ReadAllText(run.Folder.ReportFile);
        Assert.Equal(entropy is not null, page.Contains("its entropy is 1.0076 nats"));
        Assert.Equal(entropy is not null, page.Contains("Kullback–Leibler divergence from it"));
    }

    [Fact]
    public void AFitHasNoStepsToExplain()
    {
        var error = Assert.Throws<LikenessException>(() => TrainedModel.Explain(Settings("gmm", folder: null)));
        Assert.Contains("Explain", error.Message);
    }

    private static RunSettings Settings(string model, string? folder) =>
        new()
        {
            Model = model,
            Data = DataSource.Embedded("pi") with { DatasetRows = 600 },
            OutputFolder = folder,
            Threads = 1,
        };

    private sealed class Inline(Action<TrainingProgress> receive) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => receive(value);
    }
}
