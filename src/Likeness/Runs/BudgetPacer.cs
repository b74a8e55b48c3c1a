using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Fits a training into a budget: plans its steps, and corrects them as it goes.</summary>
/// <param name="budget">The time that is left.</param>
/// <param name="afterwards">The time that is kept for the evaluation, which can be shortened.</param>
/// <param name="fit">The time that is kept for a fit after the steps, which cannot.</param>
internal sealed class BudgetPacer(BudgetClock budget, TimeSpan afterwards, TimeSpan fit = default)
{
    // A training that could not be corrected in time is ended this fraction of the budget too late.
    private const double Tolerated = 0.05;

    // However long the evaluation takes, training gets this fraction of the budget; with a fit, this one.
    private const double LeastTraining = 0.4;
    private const double LeastBeforeFit = 0.15;

    private readonly StepPace pace = new(budget.Clock);
    private readonly TimeSpan after = Shortest(
        fit + Shortest(afterwards, (1 - LeastTraining) * budget.Total),
        (1 - (fit > TimeSpan.Zero ? LeastBeforeFit : LeastTraining)) * budget.Total
    );
    private bool isFirst = true;

    /// <summary>The time that is left for steps; not negative.</summary>
    public TimeSpan Left => budget.Left - after is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Whether training has to end at once.</summary>
    public bool IsLate => budget.Left - after < -Tolerated * budget.Total;

    /// <summary>Options with the steps that fit.</summary>
    /// <param name="options">The options of the model.</param>
    /// <param name="done">Completed steps.</param>
    /// <param name="time">The measured durations.</param>
    public ModelOptions Begin(ModelOptions options, long done, EpochTime time)
    {
        int every = options.ValidateEvery > 0 ? options.ValidateEvery : TimedPlan.ValidateEvery(Left, time);
        pace.Begin(time.Step + (time.Validation / every), done);
        return options with
        {
            TrainSteps = TimedPlan.Begin(done, Left, pace.Step),
            ValidateEvery = every == time.Steps ? options.ValidateEvery : every,
        };
    }

    /// <summary>Options with new lengths for the parts that have not begun.</summary>
    /// <param name="options">The options so far.</param>
    /// <param name="begun">How many parts have begun.</param>
    /// <param name="done">Completed steps.</param>
    public ModelOptions Correct(ModelOptions options, int begun, long done)
    {
        pace.Measure(done, isFirst);
        isFirst = false;
        return options with { TrainSteps = TimedPlan.Revise(options.TrainSteps, begun, Left, pace.Step) };
    }

    private static TimeSpan Shortest(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
