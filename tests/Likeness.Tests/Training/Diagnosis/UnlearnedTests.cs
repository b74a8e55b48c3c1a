using Likeness.Models.Images.Adversarial;
using Likeness.Tests.Models;
using Likeness.Training;
using Likeness.Training.Diagnosis;

namespace Likeness.Tests.Training.Diagnosis;

/// <summary>Samples of a few steps that lie beside the data, and what is said about them.</summary>
public sealed class UnlearnedTests
{
    private const int Width = 3;
    private static readonly float[] Data = [.. Toy.Arc(100).ToRowMajor().Select(value => (float)value)];
    private static readonly float[] Beside = [.. Data.Select(value => value + 50)];

    [Fact]
    public void AFewStepsThatLeaveNoiseAreTooShort()
    {
        var finding = Find(steps: 77, Beside, "small", TimeSpan.FromSeconds(40))!;
        Assert.Equal(FindingKind.TooShort, finding.Kind);
        Assert.Equal(
            "too short: 77 steps (11 epochs) are too few to evaluate this model, whose samples are still noise (try --preset small --budget 120s)",
            $"{finding}"
        );
        Assert.Equal("--epochs 75", Find(77, Beside, preset: null, budget: null)!.Try);
    }

    [Fact]
    public void NothingIsSaidOfLongerTrainingsOrSamplesAmongTheData()
    {
        Assert.Null(Find(steps: 2000, Beside, "small", null));
        Assert.Null(Find(steps: 77, [.. Data.Select(value => value + 1e-6f)], "small", null));
    }

    [Fact]
    public void HalfOfTheSamplesOfTheSameKindAreNearestToSamples()
    {
        float[] fresh = [.. Toy.Arc(100, 8).ToRowMajor().Select(value => (float)value)];
        Assert.InRange(UnlearnedDiagnosis.NearestIsSample(fresh, Data, Width), 0.25, 0.75);
        Assert.Equal(1, UnlearnedDiagnosis.NearestIsSample(Beside, Data, Width));
    }

    private static Finding? Find(int steps, float[] samples, string? preset, TimeSpan? budget) =>
        UnlearnedDiagnosis.Find(
            new TrainingCourse(
                [new EpochLoss(1, 1, double.NaN) { Step = steps }],
                Best: null,
                new CGanOptions(),
                StepsPerEpoch: 7,
                () => 1,
                IsComplete: true,
                budget,
                MeasuresQuality: false
            ),
            samples,
            Data,
            Width,
            preset
        );
}
