using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Training;

namespace Likeness.Tests.Training;

public sealed class TrainingPlanTests
{
    [Fact]
    public void PartsHaveEqualSharesOfTheProgress()
    {
        var plan = new TrainingPlan(new RealNvpOptions { TrainSteps = [10, 40, 50] }, 10);
        Assert.Equal(100, plan.Steps);
        Assert.Equal(
            [0, 0.5 / 3, 1.0 / 3, 1.5 / 3, 2.0 / 3, 1],
            new[] { 0L, 5, 10, 30, 50, 100 }.Select(plan.Progress)
        );
        Assert.Equal([0, 0, 1, 1, 2, 2], new[] { 0L, 9, 10, 49, 50, 100 }.Select(plan.PartOf));
    }

    [Fact]
    public void TheScheduleEndsWithTheStepsWhateverTheParts()
    {
        var options = new RealNvpOptions
        {
            TrainSteps = [3, 30, 300],
            LearningRate = 1,
            Schedule = LearningRateSchedule.Cosine,
        };
        var plan = new TrainingPlan(options, 10);
        Assert.Equal(1, LearningRate.At(options, plan, 0));
        Assert.Equal(0.5, LearningRate.At(options, plan, 18), 12);
        Assert.Equal(0, LearningRate.At(options, plan, 333), 12);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(400, 600)]
    public void AWarmUpIsAtMostATenthOfATrainingThatIsCountedInSteps(params int[] steps)
    {
        // The warm-up of two epochs would be all of it.
        var options = new RealNvpOptions
        {
            TrainSteps = steps,
            WarmUp = 2,
            Epochs = 3,
            LearningRate = 1,
        };
        options = options with { Schedule = LearningRateSchedule.Constant };
        var plan = new TrainingPlan(options, 1000);
        int rising = Enumerable.Range(0, 1000).Count(step => LearningRate.At(options, plan, step) < 1);
        Assert.InRange(rising, 75, 100);
    }

    [Fact]
    public void ARevisionChangesNothingBeforeIt()
    {
        int[] first = TimedPlan.Begin(0, TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(10));
        int[] later = TimedPlan.Revise(first, 7, TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(10));
        var options = new RealNvpOptions { Schedule = LearningRateSchedule.Cosine, WarmUp = 5 };
        var plans = new[] { first, later }.Select(parts => options with { TrainSteps = parts }).ToArray();
        long end = first.Take(7).Sum();
        for (long step = 0; step < end; step++)
        {
            Assert.Equal(
                LearningRate.At(plans[0], new TrainingPlan(plans[0], 30), step),
                LearningRate.At(plans[1], new TrainingPlan(plans[1], 30), step)
            );
        }
    }
}
