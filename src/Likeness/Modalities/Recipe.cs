using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities;

/// <summary>
/// A model with options for some data and some time: what is trained where no model is named. Each kind of data has its own recipes, chosen by the
/// kind, size and number of examples and by the budget; docs/first-minute.md has their measurements.
/// </summary>
/// <param name="Model">The registered name of the model.</param>
/// <param name="Reason">Why this model, a clause without a full stop.</param>
public sealed record Recipe(string Model, string Reason)
{
    /// <summary>The budget where none is given: one minute.</summary>
    public static TimeSpan DefaultBudget { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The model's options; null for its defaults.</summary>
    public ModelOptions? Options { get; init; }

    /// <summary>The model to try next; null for none.</summary>
    public string? NextBest { get; init; }

    /// <summary>When the next best is better, a clause such as <c>for 10 minutes and more</c>; null for no remark.</summary>
    public string? NextReason { get; init; }

    /// <summary>The recipe for some data.</summary>
    /// <param name="source">The data. Files are opened to find its kind and size.</param>
    /// <param name="budget">The time from start to report; null for <see cref="DefaultBudget"/>.</param>
    /// <exception cref="LikenessException">There is no such dataset, or a file cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The budget is not positive.</exception>
    public static Recipe For(DataSource source, TimeSpan? budget = null)
    {
        var time = budget ?? DefaultBudget;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(budget));
        return source.Modality.RecipeFor(source, time);
    }

    /// <summary>The settings of a run of this recipe within a budget.</summary>
    /// <param name="source">The data.</param>
    /// <param name="budget">The time; null for <see cref="DefaultBudget"/>.</param>
    public RunSettings ToSettings(DataSource source, TimeSpan? budget = null) =>
        new()
        {
            Model = Model,
            Options = Options,
            Data = source,
            Budget = budget ?? DefaultBudget,
        };
}
