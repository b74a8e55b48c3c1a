using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Training;

namespace Likeness.Tests.Training;

public sealed class LearningRateTests
{
    private static readonly RealNvpOptions Options = new() { Epochs = 10, LearningRate = 0.5 };

    [Fact]
    public void AConstantRateStays()
    {
        var options = Options with { Schedule = LearningRateSchedule.Constant };
        Assert.All(Enumerable.Range(0, 100), step => Assert.Equal(0.5, LearningRate.At(options, step, 10)));
    }

    [Fact]
    public void ACosineFallsFromTheStartThroughHalfToNothing()
    {
        var options = Options with { Schedule = LearningRateSchedule.Cosine };
        Assert.Equal(0.5, LearningRate.At(options, 0, 10));
        Assert.Equal(0.25, LearningRate.At(options, 50, 10), 12);
        Assert.Equal(0, LearningRate.At(options, 100, 10), 12);
        double[] rates = [.. Enumerable.Range(0, 100).Select(step => LearningRate.At(options, step, 10))];
        Assert.Equal(rates.OrderDescending(), rates);
    }

    [Fact]
    public void ACooldownStaysThenFallsToNothing()
    {
        var options = Options with { Schedule = LearningRateSchedule.Cooldown };
        Assert.All(Enumerable.Range(0, 71), step => Assert.Equal(0.5, LearningRate.At(options, step, 10)));
        Assert.Equal(0.25, LearningRate.At(options, 85, 10), 12);
        Assert.Equal(0, LearningRate.At(options, 100, 10), 12);
    }

    [Fact]
    public void StepsDropEveryFewEpochs()
    {
        var options = Options with { Schedule = LearningRateSchedule.Step, DropAfter = 4, DropFactor = 0.2 };
        Assert.Equal(0.5, LearningRate.At(options, 39, 10), 12);
        Assert.Equal(0.1, LearningRate.At(options, 40, 10), 12);
        Assert.Equal(0.02, LearningRate.At(options, 80, 10), 12);
    }

    [Fact]
    public void AWarmUpRisesToTheRate()
    {
        var options = Options with { WarmUp = 2, Schedule = LearningRateSchedule.Constant };
        Assert.Equal(0.025, LearningRate.At(options, 0, 10), 12);
        Assert.Equal(0.5, LearningRate.At(options, 19, 10), 12);
        Assert.Equal(0.5, LearningRate.At(options, 20, 10), 12);
    }
}
