using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables;
using Likeness.Models;
using Likeness.Tests.Models;
using Likeness.Training;

namespace Likeness.Tests.Training;

/// <summary>The time of a fit after the steps, which is measured on some rows.</summary>
public sealed class FitTimeTests
{
    [Theory]
    [InlineData(1024, 3)] // what was measured
    [InlineData(2560, 7)] // 2 s more for each 768 rows
    [InlineData(100, 3)] // never less than was measured
    public void TimeGrowsByTheRow(int rows, double expected) =>
        Assert.Equal(expected, Trainer.FitSeconds((256, 1), (1024, 3), rows), 1e-9);

    [Fact]
    public void FewerRowsThatTookLongerDoNotShortenIt() =>
        Assert.Equal(3, Trainer.FitSeconds((256, 4), (1024, 3), 100_000));

    [Fact]
    public void OneRowIsMeasuredWithoutDividingByZero() => Assert.Equal(2, Trainer.FitSeconds((1, 1), (1, 1.5), 2));

    [Theory]
    [InlineData("ae", true)]
    [InlineData("vae", false)]
    public void MeasuringAFitChangesNothing(string name, bool isFitted)
    {
        var rows = Toy.Arc(100);
        var transform = DataTransform.Fit(rows);
        var entry = ModelRegistry.Find(name, typeof(Table));
        var options = entry.DefaultOptions() with { Epochs = 1, BatchSize = 64 };
        using var state = new TrainingState(entry, options, transform.ModelDimensions, seed: 1);
        var examples = new TableExamples(rows, transform);
        using var trainer = new Trainer(state, options, examples, examples, seed: 1, workers: null);
        float[] before = Values(state);
        Assert.Equal(isFitted, trainer.MeasureFit() > TimeSpan.Zero);
        Assert.Equal(before, Values(state));
    }

    [Fact]
    public void AFitToVeryFewRowsIsMeasured()
    {
        var transform = DataTransform.Fit(Toy.Arc(100));
        var entry = ModelRegistry.Find("ae", typeof(Table));
        var options = entry.DefaultOptions() with { Epochs = 1 };
        using var state = new TrainingState(entry, options, transform.ModelDimensions, seed: 1);
        var examples = new TableExamples(Toy.Arc(2), transform);
        using var trainer = new Trainer(state, options, examples, examples, seed: 1, workers: null);
        Assert.True(trainer.MeasureFit() > TimeSpan.Zero);
    }

    private static float[] Values(TrainingState state) =>
        [.. state.Model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
}
