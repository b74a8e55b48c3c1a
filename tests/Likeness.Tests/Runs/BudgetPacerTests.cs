using Likeness.Models.Flows;
using Likeness.Runs;
using Likeness.Training;

namespace Likeness.Tests.Runs;

/// <summary>The arithmetic of budgets, with a clock that only the test moves.</summary>
public sealed class BudgetPacerTests
{
    private static readonly EpochTime Time = new(Seconds(0.01), Seconds(0.02), Steps: 100);
    private readonly SteppedClock clock = new();

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.4)] // faster than measured
    [InlineData(2.5)] // slower
    public void TrainingEndsWhenTheRestMustBegin(double factor)
    {
        var budget = new BudgetClock(new TrainingBudget(Seconds(60)) { Spent = Seconds(4), Clock = clock });
        var pacer = new BudgetPacer(budget, afterwards: Seconds(10));
        var options = pacer.Begin(new RealNvpOptions(), 0, Time);
        Assert.Equal(TimedPlan.MaxParts, options.TrainSteps.Length);
        for (int part = 0; part < TimedPlan.MaxParts; part++)
        {
            clock.Advance(factor * options.TrainSteps[part] * Time.Step);
            int[] begun = options.TrainSteps[..(part + 1)];
            options = pacer.Correct(options, part + 1, begun.Sum());
            Assert.Equal(begun, options.TrainSteps[..(part + 1)]); // what was trained stays as it was
        }

        Assert.InRange(budget.Elapsed.TotalSeconds, 48.5, 51.5);
        Assert.False(pacer.IsLate);
    }

    [Fact]
    public void AMachineThatGetsSlowerIsFollowed()
    {
        var budget = new BudgetClock(new TrainingBudget(Seconds(60)) { Clock = clock });
        var pacer = new BudgetPacer(budget, afterwards: TimeSpan.Zero);
        var options = pacer.Begin(new RealNvpOptions(), 0, Time);
        for (int part = 0; part < TimedPlan.MaxParts; part++)
        {
            clock.Advance((part < 10 ? 1 : 2) * options.TrainSteps[part] * Time.Step);
            options = pacer.Correct(options, part + 1, options.TrainSteps.Take(part + 1).Sum());
        }

        Assert.InRange(budget.Elapsed.TotalSeconds, 58, 62);
    }

    [Fact]
    public void HoweverLongTheRestTakesAPartOfTheTimeIsForTraining()
    {
        var budget = new BudgetClock(new TrainingBudget(Seconds(20)) { Clock = clock });
        Assert.Equal(8, new BudgetPacer(budget, afterwards: Seconds(100)).Left.TotalSeconds, 6);
    }

    [Fact]
    public void ATrainingThatCannotBeCorrectedIsLate()
    {
        var budget = new BudgetClock(new TrainingBudget(Seconds(20)) { Clock = clock });
        var pacer = new BudgetPacer(budget, afterwards: Seconds(5));
        clock.Advance(Seconds(15.9));
        Assert.False(pacer.IsLate);
        Assert.Equal(TimeSpan.Zero, pacer.Left);
        clock.Advance(Seconds(0.2));
        Assert.True(pacer.IsLate);
    }

    [Fact]
    public void AtLeastOneStepIsTaken()
    {
        var slow = new EpochTime(Seconds(50), TimeSpan.Zero, 10);
        var budget = new BudgetClock(new TrainingBudget(Seconds(20)) { Clock = clock });
        Assert.Equal([1], new BudgetPacer(budget, TimeSpan.Zero).Begin(new RealNvpOptions(), 0, slow).TrainSteps);
    }

    [Theory]
    [InlineData(1000, 20)] // 1,000 epochs of 100 steps: after each, as the evaluation is cheap
    [InlineData(1, 5)] // one epoch: twenty times
    public void ValidationTakesABoundedFractionOfTheTime(double seconds, int expected)
    {
        var cheap = new EpochTime(Seconds(0.01), Seconds(0.0001), seconds > 1 ? 20 : 100);
        Assert.Equal(expected, TimedPlan.ValidateEvery(Seconds(seconds), cheap));
        // 1 s of evaluation in 0.01 s steps: 2,500 steps between two, in whole epochs of 100.
        Assert.Equal(2500, TimedPlan.ValidateEvery(Seconds(1000), new EpochTime(Seconds(0.01), Seconds(1), 100)));
    }

    [Fact]
    public void ATrainingThatGoesOnKeepsTheStepsItHasTaken()
    {
        int[] parts = TimedPlan.Begin(84, Seconds(10), Seconds(0.05));
        Assert.Equal(284, parts.Sum());
        Assert.Contains(84, parts.Select((_, i) => parts.Take(i + 1).Sum()));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
