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
        Assert.All(
            Enumerable.Range(0, 100),
            step => Assert.Equal(0.5, LearningRate.At(options, new TrainingPlan(options, 10), step))
        );
    }

    [Fact]
    public void ACosineFallsFromTheStartThroughHalfToNothing()
    {
        var options = Options with { Schedule = LearningRateSchedule.Cosine };
        Assert.Equal(0.5, LearningRate.At(options, new TrainingPlan(options, 10), 0));
        Assert.Equal(0.25, LearningRate.At(options, new TrainingPlan(options, 10), 50), 12);
        Assert.Equal(0, LearningRate.At(options, new TrainingPlan(options, 10), 100), 12);
        double[] rates =
        [
            .. Enumerable.Range(0, 100).Select(step => LearningRate.At(options, new TrainingPlan(options, 10), step)),
        ];
        Assert.Equal(rates.OrderDescending(), rates);
    }

    [Fact]
    public void ACooldownStaysThenFallsToNothing()
    {
        var options = Options with { Schedule = LearningRateSchedule.Cooldown };
        Assert.All(
            Enumerable.Range(0, 71),
            step => Assert.Equal(0.5, LearningRate.At(options, new TrainingPlan(options, 10), step))
        );
        Assert.Equal(0.25, LearningRate.At(options, new TrainingPlan(options, 10), 85), 12);
        Assert.Equal(0, LearningRate.At(options, new TrainingPlan(options, 10), 100), 12);
    }

    [Fact]
    public void StepsDropEveryFewEpochs()
    {
        var options = Options with { Schedule = LearningRateSchedule.Step, DropAfter = 4, DropFactor = 0.2 };
        Assert.Equal(0.5, LearningRate.At(options, new TrainingPlan(options, 10), 39), 12);
        Assert.Equal(0.1, LearningRate.At(options, new TrainingPlan(options, 10), 40), 12);
        Assert.Equal(0.02, LearningRate.At(options, new TrainingPlan(options, 10), 80), 12);
    }

    [Fact]
    public void AWarmUpRisesToTheRate()
    {
        var options = Options with { WarmUp = 2, Schedule = LearningRateSchedule.Constant };
        Assert.Equal(0.025, LearningRate.At(options, new TrainingPlan(options, 10), 0), 12);
        Assert.Equal(0.5, LearningRate.At(options, new TrainingPlan(options, 10), 19), 12);
        Assert.Equal(0.5, LearningRate.At(options, new TrainingPlan(options, 10), 20), 12);
    }
}
