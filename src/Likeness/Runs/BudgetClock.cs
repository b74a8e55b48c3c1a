namespace Likeness.Runs;

/// <summary>The time of a budget that is left, from the moment in which this is made.</summary>
/// <param name="budget">The budget.</param>
internal sealed class BudgetClock(TrainingBudget budget)
{
    private readonly long began = budget.Clock.GetTimestamp();

    /// <summary>The clock.</summary>
    public TimeProvider Clock => budget.Clock;

    /// <summary>The whole time.</summary>
    public TimeSpan Total => budget.Total;

    /// <summary>Whether the time covers the evaluation.</summary>
    public bool CoversEvaluation => budget.CoversEvaluation;

    /// <summary>The time since the start of the command.</summary>
    public TimeSpan Elapsed => budget.Spent + budget.Clock.GetElapsedTime(began);

    /// <summary>The time until the end of the budget; negative after it.</summary>
    public TimeSpan Left => budget.Total - Elapsed;
}
