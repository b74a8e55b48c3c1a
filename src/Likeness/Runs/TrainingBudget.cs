namespace Likeness.Runs;

/// <summary>A time for a training instead of a number of epochs. A <see cref="TimeSpan"/> converts to one.</summary>
/// <param name="Total">The whole time; more than 0.</param>
public sealed record TrainingBudget(TimeSpan Total)
{
    /// <summary>The part of the time that was used before the call, such as the start of the program.</summary>
    public TimeSpan Spent { get; init; }

    /// <summary>
    /// Whether the time also covers the evaluation and its report, as for <c>likeness train --budget</c>: training then ends early enough for them.
    /// </summary>
    public bool CoversEvaluation { get; init; }

    /// <summary>The clock; tests replace it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>A budget for the training alone, from the call on.</summary>
    /// <param name="total">The time.</param>
    public static implicit operator TrainingBudget(TimeSpan total) => new(total);

    /// <summary>The same as the conversion from <see cref="TimeSpan"/>.</summary>
    /// <param name="total">The time.</param>
    public static TrainingBudget FromTimeSpan(TimeSpan total) => new(total);
}
